package io.tuplewatch.evidence;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * How likely reuse alone makes a connect fail, by its idle time: nothing at all, or with a chance f
 * below an idle time L and never from there on. What else makes it fail (the background) is known
 * by its moment, but for a factor: few failures leave it uncertain. The result is the posterior
 * over f, L and the factor, half of the prior on "nothing at all", the rest even over f and over
 * the logarithm of L.
 *
 * <p>f is below 1 where only some sessions outlive their connection.
 */
final class ReuseHazard {

  private static final double[] CHANCES = {
    .005, .01, .02, .05, .1, .15, .2, .25, .3, .35, .4, .45, .5, .55, .6, .65, .7, .75, .8, .85, .9,
    .95, .98, .995, .9995
  };

  /** Of the background. */
  private static final double[] FACTORS = {.01, .03, .1, .25, .5, .7, 1, 1.4, 2, 4, 8};

  /** Of a hazard against none. */
  static final double PRIOR_ODDS = 0.2;

  private static final double BELOW = 0.2;

  private static final double NEXT_TO_NOTHING = 1e-8;
  private static final double[] NOT_BELIEVED = {};

  private final UnseenUses unseen;
  private final int lowest;
  private final int highest;
  private int median;
  private double bayesFactor;
  private double exists;

  /** By factor and chance: the weight of all L at the upper edge of lowest + j or beyond. */
  private final double[][][] atLeast = new double[FACTORS.length][CHANCES.length][];

  /** By factor: the weight of "nothing at all". */
  private final double[] nothing = new double[FACTORS.length];

  private ReuseHazard(HazardLikelihood likelihood, UnseenUses unseen) {
    this.unseen = unseen;
    this.lowest = likelihood.lowest();
    this.highest = likelihood.highest();
  }

  /**
   * Of all reuses whose previous use worked. O(cells + bins x chances x factors).
   *
   * @param background by second, chance of failing in this mode without reuse
   * @param backgroundFailures how many failures that is known from
   * @param unseen how often the tuples were used unseen
   * @param mostOdds that there is a hazard at all may not be believed more than this
   */
  static ReuseHazard of(
      CellCounts cells,
      FailureMode mode,
      LongToDoubleFunction background,
      int backgroundFailures,
      UnseenUses unseen,
      double mostOdds) {
    HazardLikelihood likelihood = HazardLikelihood.of(cells, mode, background, unseen);
    ReuseHazard hazard = new ReuseHazard(likelihood, unseen);
    hazard.infer(likelihood, backgroundFailures + 0.5, mostOdds);
    hazard.prune();
    hazard.median = hazard.quantile(0.5);
    return hazard;
  }

  private void infer(HazardLikelihood likelihood, double backgroundFailures, double mostOdds) {
    double bestHazard = setLogarithms(likelihood, backgroundFailures);
    double bestNothing = Arrays.stream(nothing).max().orElseThrow();
    int steps = Math.max(0, highest - lowest + 1);
    double prior = 1.0 / (Math.max(1, steps) * CHANCES.length);
    double sumOfNothing = 0;
    double sumOfHazard = 0;
    for (int c = 0; c < FACTORS.length; c++) {
      nothing[c] = Math.exp(nothing[c] - bestNothing);
      sumOfNothing += nothing[c];
      for (double[] logs : atLeast[c]) {
        sumOfHazard += cumulate(logs, bestHazard, prior);
      }
    }
    bayesFactor = Math.exp(bestHazard - bestNothing) * sumOfHazard / sumOfNothing;
    double odds = Math.min(PRIOR_ODDS * bayesFactor, mostOdds);
    exists = steps == 0 ? 0 : odds / (1 + odds);
    normalize(sumOfNothing / (1 - exists), exists > 0 ? sumOfHazard / exists : 1);
  }

  /** Logarithms in place of the weights; the largest of a hazard's. */
  private double setLogarithms(HazardLikelihood likelihood, double backgroundFailures) {
    double best = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < FACTORS.length; c++) {
      nothing[c] = logPrior(FACTORS[c], backgroundFailures) + likelihood.ofNothing(FACTORS[c]);
      for (int i = 0; i < CHANCES.length; i++) {
        atLeast[c][i] = likelihood.ofLifetimes(CHANCES[i], FACTORS[c], nothing[c]);
        best = Math.max(best, Arrays.stream(atLeast[c][i]).max().orElse(best));
      }
    }
    return best;
  }

  /**
   * What that many failures say of the factor (a gamma distribution), or, as likely, that it is
   * below 1: tuples that worked before are on no dead path, first uses may be.
   */
  private static double logPrior(double factor, double failures) {
    double known = Math.exp(failures * (Math.log(factor) - factor + 1));
    return Math.log(known + (factor < 1 ? BELOW : 1e-9));
  }

  /** Logarithms to weights, each with all after it; the weight of all. */
  private static double cumulate(double[] logs, double best, double prior) {
    double beyond = 0;
    for (int j = logs.length - 1; j >= 0; j--) {
      beyond += prior * Math.exp(logs[j] - best);
      logs[j] = beyond;
    }
    return beyond;
  }

  /** Lets go of what next to nothing is believed of. */
  private void prune() {
    for (double[][] byChance : atLeast) {
      for (int i = 0; i < CHANCES.length; i++) {
        if (byChance[i].length > 0 && byChance[i][0] < NEXT_TO_NOTHING) {
          byChance[i] = NOT_BELIEVED;
        }
      }
    }
  }

  private void normalize(double byNothing, double byHazard) {
    for (int c = 0; c < FACTORS.length; c++) {
      nothing[c] /= byNothing;
      for (double[] weights : atLeast[c]) {
        for (int j = 0; j < weights.length; j++) {
          weights[j] /= byHazard;
        }
      }
    }
  }

  /** How many times likelier the failures are with a hazard than without, by the model alone. */
  double bayesFactor() {
    return bayesFactor;
  }

  /** Chance that there is a hazard at all. */
  double exists() {
    return exists;
  }

  /**
   * What made a connect fail.
   *
   * @param bin of its idle time; {@link IdleBins#NEVER_USED} of a first use
   * @param background chance that it would have failed in the same mode otherwise
   * @param stopped chance that the previous use of its tuple was stopped, so that its session is
   *     still there unless it ran out
   * @param dead chance that its path was dead, of those that fail in this mode
   */
  Judgement judge(int bin, double background, double stopped, double dead) {
    if (highest < 0) {
      return Judgement.withoutReuse(dead);
    }
    int j = Math.max(0, Math.min(bin, highest) - lowest);
    double unseenBefore = unseen.within(Math.min(bin, median));
    double blame = 0;
    double stop = 0;
    double all = 0;
    for (int c = 0; c < FACTORS.length; c++) {
      double b = dead + (1 - dead) * HazardLikelihood.background(background, FACTORS[c]);
      all += nothing[c] * b;
      for (int i = 0; i < CHANCES.length; i++) {
        if (atLeast[c][i].length == 0) {
          continue;
        }
        double held = bin < IdleBins.COUNT ? atLeast[c][i][j] : 0;
        double ranOut = atLeast[c][i][0] - held;
        double other = CHANCES[i] * unseenBefore;
        double own = stopped + (1 - stopped) * CHANCES[i];
        double hazard = own + (1 - own) * other;
        double stops = held * hazard + ranOut * other;
        stop += stops;
        blame += stops * (1 - b);
        all += stops + (held * (1 - hazard) + ranOut * (1 - other)) * b;
      }
    }
    return all > 0
        ? new Judgement(blame / all, 0, new Suspicion(stop / all, Math.min(1, dead / all)))
        : Judgement.withoutReuse(dead);
  }

  /** Mean chance that reuse stops a connect, if there is a hazard. */
  double chance() {
    double mean = 0;
    for (double[][] byChance : atLeast) {
      for (int i = 0; i < CHANCES.length; i++) {
        mean += byChance[i].length == 0 ? 0 : CHANCES[i] * byChance[i][0];
      }
    }
    return exists() <= 0 ? 0 : mean / exists();
  }

  /** The bin whose lower edge L reaches with this chance, if there is a hazard. */
  int quantile(double chance) {
    for (int j = 1; lowest + j <= highest; j++) {
      if (beyond(j) <= (1 - chance) * exists()) {
        return lowest + j;
      }
    }
    return highest + 1;
  }

  /** Chance that L is beyond every idle time seen, if there is a hazard. */
  double beyond() {
    return highest < 0 || exists() <= 0 ? 0 : beyond(highest - lowest) / exists();
  }

  private double beyond(int j) {
    double sum = 0;
    for (double[][] byChance : atLeast) {
      for (double[] weights : byChance) {
        sum += weights.length == 0 ? 0 : weights[j];
      }
    }
    return sum;
  }

  /** The lowest bin with a reuse. */
  int lowest() {
    return lowest;
  }
}
