package io.tuplewatch.diagnosis;

import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.Interval;

/** What the evidence of one destination comes to. */
public enum Verdict {
  /** Early reuses fail more often than other connects of the same moments. */
  REUSE_FAILS,
  /** They fail as often: whatever it is, it is not reuse. */
  NOT_REUSE,
  /** Nothing failed. */
  NO_FAILURE,
  /** Cannot tell: nothing failed that could be compared. */
  NO_COMPARED_FAILURE,
  /** Cannot tell: no late or first use of the same moments to compare with. */
  NO_COMPARISON,
  /** Cannot tell: too few failures, or too even. */
  NOT_CLEAR;

  /** A difference above this, where the interval allows for it, cannot be ruled out. */
  private static final double NEGLIGIBLE = 0.01;

  private static final long ENOUGH_EARLY = 100;

  /** Whether early reuses clearly fail more often than others. */
  static boolean differs(DestinationEvidence destination) {
    return destination.comparison().differs(destination.adjustedP());
  }

  static Verdict of(DestinationReuse reuse, DestinationEvidence evidence) {
    Comparison comparison = evidence.comparison();
    if (reuse.tallies().all().failed() == 0) {
      return NO_FAILURE;
    }
    if (differs(evidence)) {
      return REUSE_FAILS;
    }
    if (comparison.strata() == 0) {
      return NO_COMPARISON;
    }
    if (comparison.earlyFailed() + comparison.othersFailed() == 0) {
      return comparison.early() >= ENOUGH_EARLY ? NOT_REUSE : NO_COMPARED_FAILURE;
    }
    Interval difference = comparison.riskDifference();
    boolean ruledOut = difference != null && difference.high() < NEGLIGIBLE;
    return ruledOut && comparison.early() >= ENOUGH_EARLY ? NOT_REUSE : NOT_CLEAR;
  }
}
