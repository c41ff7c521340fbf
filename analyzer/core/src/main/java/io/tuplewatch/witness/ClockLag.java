package io.tuplewatch.witness;

import java.util.Arrays;

/**
 * How long after the recorded start of a connect its first SYN was captured: the way through the
 * kernel, and the difference of the clocks.
 *
 * @param lowNanos 2.5 % of the connects are below, ns
 * @param medianNanos ns
 * @param highNanos 2.5 % are above, ns
 * @param connects whose SYN was found
 */
public record ClockLag(long lowNanos, long medianNanos, long highNanos, long connects) {

  /** Sums up at least one lag; {@code lags} is sorted here. */
  static ClockLag of(long[] lags) {
    Arrays.sort(lags);
    int last = lags.length - 1;
    return new ClockLag(
        lags[(int) (0.025 * last)],
        lags[last / 2],
        lags[(int) Math.ceil(0.975 * last)],
        lags.length);
  }
}
