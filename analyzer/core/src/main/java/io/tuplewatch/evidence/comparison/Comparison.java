package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.counts.Interval;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Early reuses against late and first uses, within strata.
 *
 * @param strata how many of them hold both kinds
 * @param informative how many of those hold failures and successes
 * @param early early reuses in strata that hold both kinds
 * @param earlyFailed 0 to {@code early}
 * @param others late and first uses in those strata
 * @param othersFailed 0 to {@code others}
 * @param riskDifference failure rate of early reuses minus that of others, -1 to 1; null without
 *     anything to compare, or with fewer than 5 failures
 * @param oddsRatio its high end is infinite where no other connect failed; null without anything
 *     that tells
 * @param p chance of such a difference, or a larger one in this direction, if there were none; 1
 *     without anything that tells
 */
public record Comparison(
    int strata,
    int informative,
    long early,
    long earlyFailed,
    long others,
    long othersFailed,
    @Nullable Interval riskDifference,
    @Nullable Interval oddsRatio,
    double p)
    implements Serializable {

  /** Without any stratum that holds both kinds. */
  static final Comparison OF_NOTHING = new Comparison(0, 0, 0, 0, 0, 0, null, null, 1);

  /** The chance of a false accusation that is taken for each destination. */
  private static final double ALPHA = 0.001;

  /**
   * Whether the early ones clearly fail more often.
   *
   * @param adjustedP {@code p}, adjusted for all tests that were made
   */
  public boolean differs(double adjustedP) {
    return adjustedP < ALPHA && riskDifference != null && riskDifference.low() > 0;
  }
}
