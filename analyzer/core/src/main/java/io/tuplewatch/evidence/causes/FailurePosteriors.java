package io.tuplewatch.evidence.causes;

import java.util.Arrays;

/** The probabilities of the causes of all failures of one destination. Immutable. */
public final class FailurePosteriors {

  /** Of a destination without a failure. */
  public static final FailurePosteriors OF_NONE =
      new FailurePosteriors(new int[0], new CausePosterior[0]);

  private final int[] indexes;
  private final CausePosterior[] posteriors;

  /** {@code indexes}: of the failures among the uses, ascending. */
  FailurePosteriors(int[] indexes, CausePosterior[] posteriors) {
    this.indexes = indexes;
    this.posteriors = posteriors;
  }

  /**
   * That of one failure. O(log n).
   *
   * @param index of it among the uses
   * @throws IllegalArgumentException if it is no failure of this destination
   */
  public CausePosterior of(int index) {
    int found = Arrays.binarySearch(indexes, index);
    if (found < 0) {
      throw new IllegalArgumentException("not a failure of this destination");
    }
    return posteriors[found];
  }
}
