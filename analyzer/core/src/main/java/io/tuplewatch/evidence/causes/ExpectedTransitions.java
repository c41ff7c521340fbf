package io.tuplewatch.evidence.causes;

import java.util.Arrays;

/**
 * What the expectation step of a {@link HiddenMarkovModel} sums up, and its maximization. Not
 * thread-safe.
 */
final class ExpectedTransitions {

  private static final int STATES = EmissionProbabilities.STATES;
  private static final int DOWN = EmissionProbabilities.DOWN;

  private final double[] attempts = new double[STATES];
  private final double[] entries = new double[STATES];
  private double changes;
  private double recoveries;
  private double timeUp;
  private double timeDown;

  /** Attempts of one step, by the posterior of its state: predicted times likelihood over sum. */
  void addAttempts(double[] predicted, double[] likelihood, double sum, double count) {
    for (int s = 0; s < STATES; s++) {
      attempts[s] += predicted[s] * likelihood[s] / sum * count;
    }
  }

  /** Changes of one step, {@code moved} before it told anything, by where they lead; their sum. */
  double addEntries(
      TransitionProbabilities transitions, double moved, double[] likelihood, double sum) {
    double into = 0;
    for (int s = 0; s < STATES; s++) {
      double here = moved * transitions.entry(s) * likelihood[s] / sum;
      entries[s] += here;
      into += here;
    }
    return into;
  }

  /**
   * Changes of one step, and how it divides its time.
   *
   * @param recovered those of {@code into} that left down
   * @param down chance that the step's time was spent down
   * @param elapsed ns
   */
  void addTime(double into, double recovered, double down, double elapsed) {
    recoveries += recovered;
    changes += into - recovered;
    timeDown += down * elapsed;
    timeUp += (1 - down) * elapsed;
  }

  /** The likeliest transition probabilities, given a prior. */
  TransitionProbabilities maximized() {
    double[] usual = attempts.clone();
    usual[DOWN] = 0;
    double all = Arrays.stream(usual).sum();
    double[] entry = new double[STATES];
    for (int s = 0; s < STATES; s++) {
      double share = all > 0 ? usual[s] / all : 1.0 / STATES;
      double toUsual = s == DOWN ? Priors.DOWN : (1 - Priors.DOWN) * share;
      entry[s] =
          entries[s]
              + Priors.USUAL_CONDITIONS_WORTH * toUsual
              + Priors.ANY_CONDITIONS_WORTH * TransitionProbabilities.priorEntry(s);
    }
    double sum = Arrays.stream(entry).sum();
    return new TransitionProbabilities(
        Arrays.stream(entry).map(e -> e / sum).toArray(),
        (changes + 1) / (timeUp + Priors.CONDITIONS_LAST),
        (recoveries + 1) / (timeDown + Priors.DOWN_LASTS));
  }
}
