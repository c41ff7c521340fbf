package io.tuplewatch.cli;

import java.time.Duration;

/** Time spans as people write them: 45 s, 12 min 5 s, 2 h 3 min. */
final class SpanText {

  private SpanText() {}

  /** Whole seconds; from an hour on, whole minutes. */
  static String of(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? two(seconds / 60, "min", seconds % 60, "s")
        : two(seconds / 3600, "h", seconds % 3600 / 60, "min");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}
