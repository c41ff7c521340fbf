package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * How likely the failures of one destination's reuses are, for any {@link ReuseHazard}: connects
 * and failures by what the background was at their moment and by idle bin. Not thread-safe.
 */
final class HazardLikelihood {

  private static final double HIGHEST_BACKGROUND = 0.98;

  private static final int NONE = FailureMode.NO_ANSWER.column();

  /** Backgrounds in steps of half an octave. */
  private static final int LEVELS = 32;

  private static final int[] NO_LEVELS = {};

  private static final double[] OF_LEVEL =
      IntStream.range(0, LEVELS).mapToDouble(level -> Math.pow(2, -level / 2.0)).toArray();

  /** By bin, at whatever background. */
  private final long[] worked = new long[IdleBins.COUNT];

  /** By level of the background, where any failed, and bin. */
  private final long[][] failures = new long[LEVELS][];

  private final long[] allConnects = new long[LEVELS];
  private final long[] allFailures = new long[LEVELS];
  private int[] levels = {};

  /** The bins with a connect. */
  private final BitSet occurs = new BitSet(IdleBins.COUNT);

  /** By bin, the levels at which any of its connects failed. */
  private final int[][] failing = new int[IdleBins.COUNT][];

  /** The same, ascending. */
  private int[] bins = {};

  private HazardLikelihood() {
    Arrays.fill(failing, NO_LEVELS);
  }

  /**
   * Of all reuses whose previous use worked. One without an answer does not tell whether something
   * further on would have refused it; one that was refused was not dropped before. O(cells).
   *
   * @param background chance of failing in one mode without reuse
   */
  static HazardLikelihood of(CellCounts cells, Background background) {
    HazardLikelihood likelihood = new HazardLikelihood();
    int mode = background.mode().column();
    cells.inOrder(
        (second, side, bin, connects, failed) -> {
          if (bin < IdleBins.COUNT) {
            double chance = background.at(second * ComparedConnects.SECOND);
            likelihood.add(
                bin, chance, connects - failed[mode] - (mode == NONE ? 0 : failed[NONE]), 0);
          }
        });
    for (FailedConnect failure : background.failures()) {
      if (failure.compared() && failure.bin() < IdleBins.COUNT) {
        likelihood.add(failure.bin(), background.at(failure.start()), 1, 1);
      }
    }
    likelihood.complete();
    return likelihood;
  }

  private void add(int bin, double background, int count, int failed) {
    int level = (int) Math.round(-2 * Math.log(background) / Math.log(2));
    level = Math.max(0, Math.min(LEVELS - 1, level));
    occurs.set(bin);
    worked[bin] += count - failed;
    if (failed > 0) {
      if (failures[level] == null) {
        failures[level] = new long[IdleBins.COUNT];
      }
      failures[level][bin] += failed;
    }
    allConnects[level] += count;
    allFailures[level] += failed;
  }

  private void complete() {
    levels = IntStream.range(0, LEVELS).filter(level -> allConnects[level] > 0).toArray();
    bins = occurs.stream().toArray();
    int[] failed = IntStream.of(levels).filter(level -> failures[level] != null).toArray();
    for (int bin : bins) {
      failing[bin] = IntStream.of(failed).filter(level -> failures[level][bin] > 0).toArray();
    }
  }

  /** The bins with a reuse, ascending. */
  int[] bins() {
    return bins.clone();
  }

  /** The lowest bin with a reuse, of which there is at least one. */
  int lowest() {
    return bins[0];
  }

  /** The highest of them. */
  int highest() {
    return bins[bins.length - 1];
  }

  private static double background(int level, double factor) {
    return background(OF_LEVEL[level], factor);
  }

  /** A background, 0 to 1, times a factor; never quite 1. */
  static double background(double background, double factor) {
    return Math.min(HIGHEST_BACKGROUND, background * factor);
  }

  /** Logarithm, without any hazard; {@code factor}: of the background. */
  double ofNothing(double factor) {
    double log = 0;
    for (int level : levels) {
      double b = background(level, factor);
      long failed = allFailures[level];
      log += failed * Math.log(b) + (allConnects[level] - failed) * Math.log(1 - b);
    }
    return log;
  }

  /**
   * Logarithms, of L at the upper edge of each of the {@link #bins} or anywhere up to the next.
   *
   * @param chance that reuse below L stops a connect
   * @param factor of the background
   * @param ofNothing {@link #ofNothing} of that factor
   */
  double[] ofLifetimes(double chance, double factor, double ofNothing) {
    double[] gain = new double[LEVELS];
    for (int level : levels) {
      gain[level] = gain(level, chance, factor);
    }
    double spared = Math.log(1 - chance);
    double[] log = new double[bins.length];
    double sum = ofNothing;
    for (int i = 0; i < log.length; i++) {
      sum += worked[bins[i]] * spared;
      for (int level : failing[bins[i]]) {
        sum += failures[level][bins[i]] * gain[level];
      }
      log[i] = sum;
    }
    return log;
  }

  /**
   * Logarithm: how much likelier a bin's failures are if sessions stop its connects with a chance,
   * than if none does.
   */
  double gain(int bin, double chance) {
    double sum = worked[bin] == 0 ? 0 : worked[bin] * Math.log(1 - chance);
    for (int level : failing[bin]) {
      sum += failures[level][bin] * gain(level, chance, 1);
    }
    return sum;
  }

  private static double gain(int level, double chance, double factor) {
    double b = background(level, factor);
    return Math.log((chance + (1 - chance) * b) / b);
  }
}
