package io.tuplewatch.agent.options;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timespans and sizes as options write them. */
final class Amounts {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})([a-z]{0,2})");

  private Amounts() {}

  /**
   * 250ms, 30s, 60m, 4h, 7d.
   *
   * @return ms
   */
  static long millis(String text) {
    Matcher amount = matched(text, "a time like 30s, 60m, 4h or 7d");
    return times(amount, unitMillis(amount.group(2)));
  }

  private static long unitMillis(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "s":
        return 1000;
      case "m":
        return 60000;
      case "h":
        return 3600000;
      case "d":
        return 86400000;
      default:
        throw new IllegalArgumentException("a time needs a unit: ms, s, m, h or d");
    }
  }

  /**
   * 1048576, 256k, 250m, 1g.
   *
   * @return bytes
   */
  static long bytes(String text) {
    Matcher amount = matched(text, "a size like 256k, 250m or 1g");
    switch (amount.group(2)) {
      case "":
        return times(amount, 1);
      case "k":
        return times(amount, 1L << 10);
      case "m":
        return times(amount, 1L << 20);
      case "g":
        return times(amount, 1L << 30);
      default:
        throw new IllegalArgumentException("a size's unit is k, m or g");
    }
  }

  private static Matcher matched(String text, String expected) {
    Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (!amount.matches()) {
      throw new IllegalArgumentException("it takes " + expected);
    }
    return amount;
  }

  private static long times(Matcher amount, long unit) {
    long number = Long.parseLong(amount.group(1));
    if (number > Long.MAX_VALUE / 1000000 / unit) {
      throw new IllegalArgumentException("it is too large");
    }
    return number * unit;
  }
}
