package io.tuplewatch.probe;

import io.tuplewatch.evidence.comparison.ExactConditional;
import io.tuplewatch.evidence.counts.Stratum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether it matters for a gap how the previous connection was closed.
 *
 * @param worse the way of closing after which more reused ports fail
 * @param better the other
 * @param p chance of a difference as large in this direction if it does not matter: Fisher's exact
 *     test, twice the one side
 */
public record ClosingComparison(Duration gap, GapResult worse, GapResult better, double p) {

  /** Each two ways of closing of each gap. */
  public static List<ClosingComparison> of(List<GapResult> results) {
    List<ClosingComparison> comparisons = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      for (GapResult other : results.subList(i + 1, results.size())) {
        GapResult one = results.get(i);
        if (one.gap().equals(other.gap()) && !one.trials().isEmpty() && !other.trials().isEmpty()) {
          comparisons.add(rate(one) >= rate(other) ? of(one, other) : of(other, one));
        }
      }
    }
    return comparisons;
  }

  private static ClosingComparison of(GapResult worse, GapResult better) {
    Stratum table =
        new Stratum(
            worse.trials().size(),
            worse.reusedFailed(),
            better.trials().size(),
            better.reusedFailed());
    double p = Math.min(1, 2 * ExactConditional.atLeastObserved(List.of(table)));
    return new ClosingComparison(worse.gap(), worse, better, p);
  }

  private static double rate(GapResult result) {
    return (double) result.reusedFailed() / result.trials().size();
  }

  /** Whether the difference is more than chance. */
  public boolean matters() {
    return p < GapResult.SIGNIFICANT;
  }
}
