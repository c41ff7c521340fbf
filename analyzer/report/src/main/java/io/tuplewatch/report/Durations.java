package io.tuplewatch.report;

import java.time.Duration;
import java.util.Locale;

/** Durations for people: the largest unit that keeps them exact. */
final class Durations {

  private Durations() {}

  static String text(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos % 60_000_000_000L == 0 && nanos > 0) {
      return nanos / 60_000_000_000L + " min";
    } else if (nanos % 1_000_000_000L == 0) {
      return nanos / 1_000_000_000L + " s";
    } else if (nanos % 1_000_000L == 0) {
      return nanos / 1_000_000L + " ms";
    }
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
