package io.tuplewatch.events;

import org.jspecify.annotations.Nullable;

/**
 * How the id of an agent's load is spelled, in events and in every output: hexadecimal, lower case,
 * without leading zeros.
 */
public final class JvmId {

  private JvmId() {}

  /** The text of an id. */
  public static String text(long id) {
    return Long.toHexString(id);
  }

  /** The id of a text; 0, which no agent has, of one that is null or no id. */
  public static long parse(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseUnsignedLong(text, 16);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
