package io.tuplewatch.probe;

import java.time.Duration;

/**
 * What a probe never exceeds, whatever happens on the path.
 *
 * @param rate connects a second, above 0
 * @param open connections and connects at the same time, at least 1
 * @param connects connects in all, at least 1
 * @param time from the first connect to the last
 */
public record Limits(double rate, int open, int connects, Duration time) {

  /**
   * @throws IllegalArgumentException if a limit allows nothing
   */
  public Limits {
    if (!(rate > 0) || open < 1 || connects < 1 || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a limit must be above 0");
    }
  }

  /** The least time between the starts of two connects. */
  Duration spacing() {
    return Duration.ofNanos((long) Math.ceil(1e9 / rate));
  }
}
