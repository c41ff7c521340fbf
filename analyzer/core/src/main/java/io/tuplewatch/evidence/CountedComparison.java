package io.tuplewatch.evidence;

import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.Stratum;

/**
 * Early reuses against other connects of the same minute and JVM, of a destination whose connects
 * an agent counted and did not all write. Coarser than the comparison of recorded connects: neither
 * the closing side nor how many connects had just started is held constant, and connects whose past
 * the agent did not know count as others, which makes a difference smaller, never larger.
 */
final class CountedComparison {

  private CountedComparison() {}

  /** O(minutes). */
  static Comparison of(CountedDestination destination) {
    return StratifiedTest.of(
        destination.counts().stream().map(CountedComparison::stratum).toList());
  }

  private static Stratum stratum(CountedDestination.Counts minute) {
    return new Stratum(
        (int) minute.earlyReuses(),
        (int) minute.failedEarlyReuses(),
        (int) (minute.connects() - minute.earlyReuses()),
        (int) (minute.failures() - minute.failedEarlyReuses()));
  }
}
