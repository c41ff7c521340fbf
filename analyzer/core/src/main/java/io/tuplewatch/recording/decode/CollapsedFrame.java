package io.tuplewatch.recording.decode;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text as a frame of a collapsed stack: nothing in it has a meaning there, or on a terminal. */
public final class CollapsedFrame {

  private static final Pattern NOT_IN_A_FRAME = Pattern.compile("[;\\s\\p{C}\\p{Z}]");

  private CollapsedFrame() {}

  /** The text with an underscore for each such character; "null" for null. */
  public static String of(@Nullable String text) {
    return NOT_IN_A_FRAME.matcher(String.valueOf(text)).replaceAll("_");
  }
}
