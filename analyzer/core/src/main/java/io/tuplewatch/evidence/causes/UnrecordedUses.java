package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.IdleBins;

/**
 * Uses of a destination's tuples by processes that nobody recorded: as many, for each recorded one,
 * as the kernel counted in the whole network namespace, spread evenly over tuples and time.
 *
 * @param perNano unseen uses of each tuple, 0 or more
 */
public record UnrecordedUses(IdleBins bins, double perNano) {

  /**
   * For one destination.
   *
   * @param perSeen connects nobody recorded for each recorded one, 0 or more
   * @param connects recorded ones to the destination
   * @param tuples how many they used
   * @param spanNanos from the first of them to the last
   */
  public static UnrecordedUses of(
      IdleBins bins, double perSeen, long connects, long tuples, long spanNanos) {
    return spanNanos <= 0 || tuples <= 0
        ? new UnrecordedUses(bins, 0)
        : new UnrecordedUses(
            bins, perSeen * usesPerTuple((double) connects, (double) tuples) / spanNanos);
  }

  /**
   * How often each tuple was used on average, those among them that happened not to be used: x, if
   * the share of uses that were a tuple's first is (1 - exp(-x)) / x.
   */
  private static double usesPerTuple(double connects, double tuples) {
    double low = 0;
    double high = connects / tuples;
    for (int i = 0; i < 50; i++) {
      double x = (low + high) / 2;
      if (-Math.expm1(-x) / x > tuples / connects) {
        low = x;
      } else {
        high = x;
      }
    }
    return low;
  }

  /** Chance that a tuple was used unseen within the idle time that a bin begins with. */
  double within(int bin) {
    return -Math.expm1(-perNano * bins.edge(Math.min(bin, IdleBins.COUNT)));
  }
}
