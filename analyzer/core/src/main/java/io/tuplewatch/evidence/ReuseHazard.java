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

  private static final double BELOW = 0.2;
  private static final double HIGHEST_BACKGROUND = 0.98;

  /** Backgrounds in steps of half an octave. */
  private static final int LEVELS = 32;

  /** Emptied once the posterior is known. */
  private long[][] connects = new long[LEVELS][IdleBins.COUNT];

  private long[][] failures = new long[LEVELS][IdleBins.COUNT];
  private int lowest = IdleBins.COUNT;
  private int highest = -1;

  /** By factor and chance: the weight of all L at the upper edge of lowest + j or beyond. */
  private final double[][][] atLeast = new double[FACTORS.length][CHANCES.length][];

  /** By factor: the weight of "nothing at all". */
  private final double[] nothing = new double[FACTORS.length];

  private ReuseHazard() {}

  /**
   * Of all reuses whose previous use worked. O(cells + bins x chances x factors).
   *
   * @param background by second, chance of failing in this mode without reuse
   * @param backgroundFailures how many failures that is known from
   */
  static ReuseHazard of(
      CellCounts cells, FailureMode mode, LongToDoubleFunction background, int backgroundFailures) {
    ReuseHazard hazard = new ReuseHazard();
    cells.inOrder(
        (second, side, bin, connects, failed) -> {
          if (bin < IdleBins.COUNT) {
            hazard.add(bin, background.applyAsDouble(second), connects, failed[mode.column()]);
          }
        });
    hazard.infer(backgroundFailures + 0.5);
    hazard.connects = new long[0][];
    hazard.failures = new long[0][];
    return hazard;
  }

  private void add(int bin, double background, int count, int failed) {
    int level = (int) Math.round(-2 * Math.log(background) / Math.log(2));
    level = Math.max(0, Math.min(LEVELS - 1, level));
    connects[level][bin] += count;
    failures[level][bin] += failed;
    lowest = Math.min(lowest, bin);
    highest = Math.max(highest, bin);
  }

  private void infer(double backgroundFailures) {
    int steps = Math.max(0, highest - lowest + 1);
    double best = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < FACTORS.length; c++) {
      nothing[c] = logPrior(FACTORS[c], backgroundFailures) + logLikelihoodOfNothing(FACTORS[c]);
      best = Math.max(best, nothing[c]);
      for (int i = 0; i < CHANCES.length; i++) {
        atLeast[c][i] = logLikelihoods(CHANCES[i], FACTORS[c], nothing[c], steps);
        for (double log : atLeast[c][i]) {
          best = Math.max(best, log);
        }
      }
    }
    double sum = 0;
    for (int c = 0; c < FACTORS.length; c++) {
      nothing[c] = Math.exp(nothing[c] - best);
      sum += nothing[c];
      for (double[] logs : atLeast[c]) {
        sum += cumulate(logs, best, 1.0 / (Math.max(1, steps) * CHANCES.length));
      }
    }
    normalize(sum);
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

  private void normalize(double sum) {
    for (int c = 0; c < FACTORS.length; c++) {
      nothing[c] /= sum;
      for (double[] weights : atLeast[c]) {
        for (int j = 0; j < weights.length; j++) {
          weights[j] /= sum;
        }
      }
    }
  }

  private static double background(int level, double factor) {
    return background(Math.pow(2, -level / 2.0), factor);
  }

  private static double background(double background, double factor) {
    return Math.min(HIGHEST_BACKGROUND, background * factor);
  }

  private double logLikelihoodOfNothing(double factor) {
    double log = 0;
    for (int level = 0; level < LEVELS; level++) {
      double b = background(level, factor);
      for (int bin = Math.min(lowest, IdleBins.COUNT); bin <= highest; bin++) {
        long failed = failures[level][bin];
        log += failed * Math.log(b) + (connects[level][bin] - failed) * Math.log(1 - b);
      }
    }
    return log;
  }

  /** Of L at the upper edge of lowest, lowest + 1 ... highest. */
  private double[] logLikelihoods(double chance, double factor, double ofNothing, int steps) {
    double[] gain = new double[LEVELS];
    double spared = Math.log(1 - chance);
    for (int level = 0; level < LEVELS; level++) {
      double b = background(level, factor);
      gain[level] = Math.log((chance + (1 - chance) * b) / b);
    }
    double[] log = new double[steps];
    double sum = ofNothing;
    for (int j = 0; j < steps; j++) {
      for (int level = 0; level < LEVELS; level++) {
        long n = connects[level][lowest + j];
        if (n > 0) {
          long failed = failures[level][lowest + j];
          sum += failed * gain[level] + (n - failed) * spared;
        }
      }
      log[j] = sum;
    }
    return log;
  }

  /** Chance that there is a hazard at all. */
  double exists() {
    return 1 - Arrays.stream(nothing).sum();
  }

  /**
   * Chance that a failure is due to reuse: it would not have failed otherwise.
   *
   * @param bin of its idle time
   * @param background chance that it would have failed in the same mode otherwise
   * @param stopped chance that the previous use of its tuple was stopped, so that its session is
   *     still there unless it ran out
   */
  double blame(int bin, double background, double stopped) {
    if (highest < 0) {
      return 0;
    }
    int j = Math.max(0, Math.min(bin, highest) - lowest);
    double blame = 0;
    double all = 0;
    for (int c = 0; c < FACTORS.length; c++) {
      double b = background(background, FACTORS[c]);
      all += nothing[c] * b;
      for (int i = 0; i < CHANCES.length; i++) {
        double hazard = stopped + (1 - stopped) * CHANCES[i];
        double held = atLeast[c][i][j];
        double ranOut = atLeast[c][i][0] - held;
        blame += held * hazard * (1 - b);
        all += held * (hazard + (1 - hazard) * b) + ranOut * b;
      }
    }
    return all > 0 ? blame / all : 0;
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
        sum += weights[j];
      }
    }
    return sum;
  }

  /** The lowest bin with a reuse. */
  int lowest() {
    return lowest;
  }
}
