package io.tuplewatch.evidence.causes;

import java.util.stream.IntStream;

/**
 * The transition probabilities of a {@link HiddenMarkovModel}: how soon the network changes, and
 * what it changes to. Time is continuous: a state is left at a rate, that of "down" is another than
 * that of the rest, and where a change leads does not depend on where it comes from.
 *
 * @param entry by state, the share of the changes that lead to it, which is the initial
 *     distribution, too; the sum is 1
 * @param changes for each ns in another state than down
 * @param recoveries for each ns of being down
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed once made
record TransitionProbabilities(double[] entry, double changes, double recoveries) {

  private static final int STATES = EmissionProbabilities.STATES;
  private static final int DOWN = EmissionProbabilities.DOWN;

  /** Two attempts are never quite at the same time, ns. */
  private static final double MOMENT = 1e6;

  /** Before anything is seen. */
  static TransitionProbabilities prior() {
    return new TransitionProbabilities(
        IntStream.range(0, STATES).mapToDouble(TransitionProbabilities::priorEntry).toArray(),
        1 / Priors.CONDITIONS_LAST,
        1 / Priors.DOWN_LASTS);
  }

  /** Share of the changes that lead to a state, before anything is seen. */
  static double priorEntry(int state) {
    return state == DOWN ? Priors.DOWN : (1 - Priors.DOWN) / DOWN;
  }

  /** Chance that a state other than down is left within some time, ns. */
  double change(double elapsed) {
    return leaves(elapsed, changes);
  }

  /** Chance that down is left within some time, ns. */
  double recovery(double elapsed) {
    return leaves(elapsed, recoveries);
  }

  private static double leaves(double elapsed, double rate) {
    return -Math.expm1(-(elapsed + MOMENT) * rate);
  }
}
