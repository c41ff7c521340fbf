package io.tuplewatch.selection;

/** Shows a piece of untrusted text in a message: quoted, short, without control characters. */
public final class QuotedText {

  private static final int LONGEST = 40;

  private QuotedText() {}

  public static String quote(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    StringBuilder quoted = new StringBuilder(shown.length() + 2).append('\'');
    shown.chars().forEach(c -> quoted.append(c < ' ' || c > '~' ? '?' : (char) c));
    return quoted.append('\'').toString();
  }
}
