package io.tuplewatch.advice;

import io.tuplewatch.selection.replay.Prediction;
import java.util.List;

/**
 * One step, or several together, and what it would bring. Counts are of the recorded time.
 *
 * @param remedies one; several in a combination
 * @param left failed early reuses that there would still have been
 * @param avoided those that there would not, seed by seed; 95 % of further outcomes are within
 * @param portFailures connects that would find no port, in the mean
 */
public record Item(
    List<Remedy> remedies, Prediction left, Prediction avoided, double portFailures) {

  public Item {
    remedies = List.copyOf(remedies);
  }

  /** Whether it helps by more than its interval. */
  public boolean helps() {
    return avoided.low() > 0;
  }
}
