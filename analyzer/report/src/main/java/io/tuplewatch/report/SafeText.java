package io.tuplewatch.report;

import org.jspecify.annotations.Nullable;

/**
 * The one way of untrusted text to a terminal. Control characters (C0, DEL, C1), line separators
 * and invisible format characters, bidi overrides among them, become visible escapes; long texts
 * are cut.
 */
public final class SafeText {

  /** Longest text shown, in code points. */
  static final int MAX_LENGTH = 300;

  private SafeText() {}

  /** {@code text} made safe; "-" for null. At most {@value #MAX_LENGTH} code points are shown. */
  public static String of(@Nullable String text) {
    return of(text, MAX_LENGTH);
  }

  /** {@code text} made safe and not cut; for files. */
  public static String whole(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /**
   * Does what {@link #of(String)} does, showing at most {@code length} code points and "..." after
   * a cut.
   */
  public static String of(@Nullable String text, int length) {
    if (text == null) {
      return "-";
    }
    StringBuilder safe = new StringBuilder(Math.min(text.length(), length));
    int shown = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (shown++ == length) {
        return safe.append("...").toString();
      }
      append(text.codePointAt(i), safe);
    }
    return safe.toString();
  }

  private static void append(int character, StringBuilder safe) {
    if (!isHarmful(character)) {
      safe.appendCodePoint(character);
    } else if (character <= 0xFF) {
      safe.append(String.format("\\x%02X", character));
    } else {
      safe.append(String.format("\\u{%X}", character));
    }
  }

  private static boolean isHarmful(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
