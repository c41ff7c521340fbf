package io.tuplewatch.evidence.causes;

import java.util.Arrays;

/**
 * What the expectation step of a {@link HiddenMarkovModel} sums up, and its maximization. Not
 * thread-safe.
 */
final class ExpectedTransitions {

  private static final int STATES = EmissionProbabilities.STATES;
  private static final int DOWN = EmissionProbabilities.DOWN;

  private final double[] attemptsIn = new double[STATES];

  /** But for the share of changes that lead there, which is the same for all steps. */
  private final double[] changesTo = new double[STATES];

  private double changes;
  private double recoveries;
  private double timeUp;
  private double timeDown;

  /**
   * One step, by the posterior of its state, whose predicted probabilities and likelihoods are
   * known up to factors.
   *
   * @param attempts in it, over the sum of predicted times likelihood
   * @param changes the predicted probability of a change, over the same sum
   */
  void add(double[] predicted, double attempts, double[] likelihood, double changes) {
    for (int s = 0; s < STATES; s++) {
      double here = likelihood[s];
      attemptsIn[s] += predicted[s] * here * attempts;
      changesTo[s] += here * changes;
    }
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

  /**
   * The likeliest transition probabilities, given a prior.
   *
   * @param before those that the steps were predicted with
   */
  TransitionProbabilities maximized(TransitionProbabilities before) {
    double[] entryBefore = before.entry();
    double[] usual = attemptsIn.clone();
    usual[DOWN] = 0;
    double all = Arrays.stream(usual).sum();
    double[] entry = new double[STATES];
    for (int s = 0; s < STATES; s++) {
      double share = all > 0 ? usual[s] / all : 1.0 / STATES;
      double toUsual = s == DOWN ? Priors.DOWN : (1 - Priors.DOWN) * share;
      entry[s] =
          changesTo[s] * entryBefore[s]
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
