package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.PortModel;

/**
 * Which share of a destination's connects was recorded, judged by how far its ports move from one
 * to the next: a search moves the start on by 1 to 8 candidates, connects nobody saw add theirs.
 * The same for all algorithms, so that it favours none. Sums only: traces can be added in any
 * order.
 */
final class RecordedShareEstimator {

  /** The shares considered; nobody sees all, since one connect unseen would then be impossible. */
  private static final double[] SHARES = {
    .98, .9, .8, .7, .6, .5, .4, .3, .25, .2, .15, .1, .07, .05, .03, .02, .01
  };

  /** Longer moves are something else: another run, a landing, a re-salt. */
  private static final int MOST_STEPS = 1024;

  /** P(a move is something else). */
  private static final double OTHER = .1;

  private static final int FEW = 8;

  private static final double MEAN_MOVE = (1 + PortModel.DRAWS) / 2.0;
  private static final double MOVE_VARIANCE = (PortModel.DRAWS * PortModel.DRAWS - 1) / 12.0;

  private static final double[][] MOVE_LOG_LIKELIHOOD = logLikelihoods();

  private final double[] logLikelihood = new double[SHARES.length];
  private int pairs;
  private int moves;

  private static double[][] logLikelihoods() {
    double[][] all = new double[SHARES.length][MOST_STEPS + 1];
    for (int i = 0; i < SHARES.length; i++) {
      double[] moved = moved(SHARES[i]);
      for (int steps = 1; steps <= MOST_STEPS; steps++) {
        double likely = SHARES[i] * moved[steps];
        all[i][steps] = Math.log((1 - OTHER) * likely + OTHER / MOST_STEPS);
      }
    }
    return all;
  }

  /** Expected number of visits of each index, when each visit is the last with a chance. */
  private static double[] moved(double share) {
    double[] visits = new double[MOST_STEPS + 1];
    for (int index = 1; index <= MOST_STEPS; index++) {
      for (int move = 1; move <= PortModel.DRAWS; move++) {
        double before = index == move ? 1 : index > move ? (1 - share) * visits[index - move] : 0;
        visits[index] += before / PortModel.DRAWS;
      }
    }
    return visits;
  }

  /**
   * Notes by how many free candidates a port of a window is further on than an earlier one.
   *
   * @param connects how many recorded connects later it is, 1 or more
   */
  void add(int connects, int freeSteps) {
    pairs++;
    if (freeSteps >= 1 && freeSteps <= MOST_STEPS) {
      moves++;
      for (int i = 0; i < SHARES.length; i++) {
        logLikelihood[i] +=
            connects == 1
                ? MOVE_LOG_LIKELIHOOD[i][freeSteps]
                : logLikelihoodOf(SHARES[i], connects, freeSteps);
      }
    }
  }

  /**
   * The number of moves is negative binomial, each is even over 1 to 8: their sum is taken to be
   * normal, with its true mean and variance.
   */
  private static double logLikelihoodOf(double share, int connects, int freeSteps) {
    double mean = connects / share * MEAN_MOVE;
    double variance =
        connects / share * MOVE_VARIANCE
            + MEAN_MOVE * MEAN_MOVE * connects * (1 - share) / (share * share);
    double deviation = freeSteps - mean;
    double likely =
        Math.exp(-deviation * deviation / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    return Math.log((1 - OTHER) * likely + OTHER / MOST_STEPS);
  }

  /** Whether there was enough to judge by, and most of it looks like moves at all. */
  boolean known() {
    return moves >= FEW && 2 * moves >= pairs;
  }

  /** The likeliest share, 0 to 1. */
  double likeliest() {
    int best = 0;
    for (int i = 1; i < SHARES.length; i++) {
      best = logLikelihood[i] > logLikelihood[best] ? i : best;
    }
    return SHARES[best];
  }
}
