package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How likely reuse alone makes a connect fail, by its idle time: nothing at all, or with a chance f
 * below an idle time L and never from there on. What else makes it fail (the background) is known
 * by its moment, but for a factor: few failures leave it uncertain. The result is the posterior
 * over f, L and the factor, half of the prior on "nothing at all", the rest even over f and over
 * the logarithm of L.
 *
 * <p>f is below 1 where only some sessions outlive their connection.
 */
public final class ReuseHazard {

  /**
   * Cut at either end: less than the bin by which the interval is widened, so that no idle time is
   * left out between the longest that failed and the shortest that worked.
   */
  private static final double TAIL = 0.01;

  private static final double[] CHANCES = {
    .005, .01, .02, .05, .1, .15, .2, .25, .3, .35, .4, .45, .5, .55, .6, .65, .7, .75, .8, .85, .9,
    .95, .98, .995, .9995
  };

  private static final int POWERS = 2;

  /** A hazard believed in less makes no difference, however its lifetimes are distributed. */
  private static final double WORTH_A_TEST = 0.01;

  private final int lowest;
  private final int highest;
  private int above;
  private double bayesFactor;
  private double exists;
  private @Nullable SurvivalCurve curve;

  /** Factors of the background. */
  private final double[] factors;

  /** By factor: the weight of "nothing at all". */
  private final double[] nothing;

  /**
   * By factor and power of f, 0 or 1: the weight of all L at the upper edge of lowest + j or
   * beyond, times that power.
   */
  private final double[][][] atLeast;

  private ReuseHazard(HazardLikelihood likelihood, double[] factors) {
    this.factors = factors;
    this.nothing = new double[factors.length];
    this.lowest = likelihood.lowest();
    this.highest = likelihood.highest();
    this.atLeast = new double[factors.length][POWERS][highest - lowest + 1];
  }

  /**
   * Of all reuses whose previous use worked. O(cells + bins x chances x factors).
   *
   * @param cells with at least one reuse
   * @param background chance of failing in one mode without reuse
   * @param mostOdds that there is a hazard at all may not be believed more than this
   * @param decline whether failures do not fit a hazard, for they grow fewer before they end
   */
  static ReuseHazard of(
      CellCounts cells, Background background, double mostOdds, Predicate<ReuseHazard> decline) {
    HazardLikelihood likelihood = HazardLikelihood.of(cells, background);
    double knownFrom = background.knownFrom() + 0.5;
    ReuseHazard hazard = new ReuseHazard(likelihood, BackgroundFactors.grid(knownFrom));
    hazard.infer(likelihood, knownFrom, mostOdds);
    hazard.above = hazard.quantile(0.95);
    if (hazard.exists >= WORTH_A_TEST && decline.test(hazard)) {
      SurvivalCurve found = SurvivalCurve.of(likelihood, CHANCES);
      if (found.chance() > 0) {
        hazard.vary(found);
      }
    }
    return hazard;
  }

  /** Sessions are kept for different times: what is known of L becomes how it is distributed. */
  private void vary(SurvivalCurve found) {
    curve = found;
    above = found.ends();
    for (double[][] powers : atLeast) {
      double all = powers[0][0];
      for (int power = 0; power < POWERS; power++) {
        double weight = all * Math.pow(found.chance(), power);
        for (int j = 0; j < powers[power].length; j++) {
          powers[power][j] = weight * found.kept(lowest + j);
        }
      }
    }
  }

  /** How long sessions are kept, if for different times; null: one L fits all. */
  public @Nullable SurvivalCurve curve() {
    return curve;
  }

  private void infer(HazardLikelihood likelihood, double backgroundFailures, double mostOdds) {
    double bestHazard = Double.NEGATIVE_INFINITY;
    double[][][] logs = new double[factors.length][CHANCES.length][];
    for (int c = 0; c < factors.length; c++) {
      nothing[c] =
          BackgroundFactors.logPrior(factors[c], backgroundFailures)
              + likelihood.ofNothing(factors[c]);
      for (int i = 0; i < CHANCES.length; i++) {
        logs[c][i] = likelihood.ofLifetimes(CHANCES[i], factors[c], nothing[c]);
        for (double log : logs[c][i]) {
          bestHazard = Math.max(bestHazard, log);
        }
      }
    }
    double bestNothing = Arrays.stream(nothing).max().orElseThrow();
    double prior = 1.0 / ((highest - lowest + 1) * CHANCES.length);
    double sumOfNothing = 0;
    double sumOfHazard = 0;
    int[] bins = likelihood.bins();
    for (int c = 0; c < factors.length; c++) {
      nothing[c] = Math.exp(nothing[c] - bestNothing);
      sumOfNothing += nothing[c];
      double[][] weights = new double[POWERS][bins.length];
      for (int i = 0; i < CHANCES.length; i++) {
        addWeights(logs[c][i], bestHazard, prior, CHANCES[i], weights);
      }
      sumOfHazard += cumulate(bins, weights, atLeast[c]);
    }
    bayesFactor = Math.exp(bestHazard - bestNothing) * sumOfHazard / sumOfNothing;
    double odds = Math.min(Priors.REUSE_ODDS * bayesFactor, mostOdds);
    exists = odds / (1 + odds);
    normalize(sumOfNothing / (1 - exists), exists > 0 ? sumOfHazard / exists : 1);
  }

  private static void addWeights(
      double[] logs, double best, double prior, double chance, double[][] weights) {
    for (int i = 0; i < logs.length; i++) {
      double weight = prior * Math.exp(logs[i] - best);
      weights[0][i] += weight;
      weights[1][i] += weight * chance;
    }
  }

  /**
   * Sums up the weights of each L and all beyond; the sum of all.
   *
   * @param bins with a reuse: no L up to the next one is told from another
   */
  private static double cumulate(int[] bins, double[][] weights, double[][] to) {
    for (int power = 0; power < POWERS; power++) {
      double beyond = 0;
      int i = bins.length - 1;
      for (int j = to[power].length - 1; j >= 0; j--) {
        i -= j < bins[i] - bins[0] ? 1 : 0;
        beyond += weights[power][i];
        to[power][j] = beyond;
      }
    }
    return to[0][0];
  }

  private void normalize(double byNothing, double byHazard) {
    for (int c = 0; c < factors.length; c++) {
      nothing[c] /= byNothing;
      for (double[] weights : atLeast[c]) {
        for (int j = 0; j < weights.length; j++) {
          weights[j] /= byHazard;
        }
      }
    }
  }

  /** How many times likelier the failures are with a hazard than without, by the model alone. */
  public double bayesFactor() {
    return bayesFactor;
  }

  /** Chance that there is a hazard at all. */
  public double exists() {
    return exists;
  }

  /**
   * What a connect meets.
   *
   * @param stops chance that a session of an earlier use stops it
   * @param fails chance that it fails, for any reason
   * @param reuse of those that fail, how many would not have failed on another tuple
   */
  record Outlook(double stops, double fails, double reuse) {}

  /**
   * Of a connect, the destination being up.
   *
   * @param bin of its idle time; {@link IdleBins#NEVER_USED} of a first use
   * @param background chance that it would fail in the same mode otherwise
   * @param stopped chance that the previous use of its tuple was stopped, so that its session is
   *     still there unless it ran out
   * @param stoppedBin of the time since that session's last packet, where tries that it stops do
   *     not count as one
   * @param refreshed chance that they do
   * @param dead chance that its path is dead, of those that fail in this mode
   */
  Outlook outlook(
      int bin, double background, double stopped, int stoppedBin, double refreshed, double dead) {
    double stops = 0;
    double fails = 0;
    double reuse = 0;
    for (int c = 0; c < factors.length; c++) {
      double b = dead + (1 - dead) * HazardLikelihood.background(background, factors[c]);
      double own = (1 - stopped) * weight(c, 1, bin);
      double all = atLeast[c][0][0];
      double mass = (1 - stopped) * (nothing[c] + all);
      if (stopped > 0) {
        // What stopped the previous use exists: its weights are those of a hazard that is certain.
        double certain = stopped / exists;
        own += certain * after(c, bin, stoppedBin, refreshed);
        mass += certain * all;
      }
      stops += own;
      fails += own + (mass - own) * b;
      reuse += own * (1 - b);
    }
    return new Outlook(stops, fails, fails > 0 ? reuse / fails : 0);
  }

  /** The weight after a use that a session stopped. */
  private double after(int factor, int bin, int stoppedBin, double refreshed) {
    return refreshed * weight(factor, 0, bin) + (1 - refreshed) * weight(factor, 0, stoppedBin);
  }

  /**
   * Weight, times a power of f, of all L that an idle time is below: it may be anywhere in its bin,
   * and so may L.
   */
  private double weight(int factor, int power, int bin) {
    if (bin >= IdleBins.COUNT) {
      return 0;
    }
    int j = Math.max(0, Math.min(bin, highest) - lowest);
    double[] weights = atLeast[factor][power];
    return (weights[j] + weights[Math.max(0, j - 1)]) / 2;
  }

  /** Mean chance that reuse stops a connect, if there is a hazard. */
  double chance() {
    double mean = 0;
    for (double[][] powers : atLeast) {
      mean += powers[1][0];
    }
    return exists <= 0 ? 0 : mean / exists;
  }

  /** The bin whose lower edge L reaches with this chance, if there is a hazard. */
  public int quantile(double chance) {
    for (int j = 1; lowest + j <= highest; j++) {
      if (beyond(j) <= (1 - chance) * exists) {
        return lowest + j;
      }
    }
    return highest + 1;
  }

  /** Lower end of the 95 % interval of L, if there is a hazard: a bin. */
  public int lowBin() {
    return Math.max(0, quantile(TAIL) - 1);
  }

  /** Upper end of that interval: a bin. */
  public int highBin() {
    return Math.min(IdleBins.COUNT, quantile(1 - TAIL) + 1);
  }

  /** From this bin on, L is hardly ever as long; if there is a hazard. */
  int above() {
    return above;
  }

  /** Chance that L is beyond every idle time seen, if there is a hazard. */
  public double beyond() {
    return exists <= 0 ? 0 : beyond(highest - lowest) / exists;
  }

  private double beyond(int j) {
    double sum = 0;
    for (double[][] powers : atLeast) {
      sum += powers[0][j];
    }
    return sum;
  }
}
