package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.causes.FailedConnect.Past;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Left-censored uses: connects to one destination of which is not known when their tuple was used
 * before, mostly those of the recording's beginning. How often a session from before stops them, by
 * the time since the first connect, for those sessions run out: as often as failures are left that
 * nothing else explains, among all such connects. Memory does not grow. Not thread-safe.
 */
final class LeftCensoredUses {

  private static final int ROUNDS = 30;

  /** Times in groups of a quarter of an octave. */
  private static final int GROUPS = IdleBins.QUARTERS;

  private final IdleBins bins;
  private final long[] connects = new long[GROUPS];
  private long first = Long.MIN_VALUE;

  LeftCensoredUses(IdleBins bins) {
    this.bins = bins;
  }

  /** Takes the next connect, whatever its past. */
  void add(Connect connect) {
    first = first == Long.MIN_VALUE ? connect.start() : first;
    if (connect.bounded() || Past.of(connect.kind()) == Past.CENSORED) {
      connects[group(connect.start())]++;
    }
  }

  private int group(long start) {
    return IdleBins.quarter(bins.bin(Math.max(0, start - first)));
  }

  /**
   * By failure, the chance that a session from before stops such a connect, in a mode in which
   * reuses never failed.
   */
  static double[] prior(List<FailedConnect> failures) {
    double[] stops = new double[failures.size()];
    Arrays.fill(stops, Priors.CENSORED_IS_EARLY);
    return stops;
  }

  /**
   * Finds the chance, 0 to 1, that a session from before stops such a connect, by expectation and
   * maximization. O(failures x rounds).
   *
   * @param most chance that an early reuse is stopped
   * @param failures of one mode
   * @param otherwise chance that a connect of that moment fails, the destination being up
   * @param down chance that it is not
   * @param stops by failure; those of {@code failures} are set
   */
  void find(
      double most,
      List<FailedConnect> failures,
      ToDoubleFunction<FailedConnect> otherwise,
      ToDoubleFunction<FailedConnect> down,
      double[] stops) {
    List<FailedConnect> censored =
        failures.stream().filter(f -> f.past() == Past.CENSORED).toList();
    int[] groups = censored.stream().mapToInt(f -> group(f.start())).toArray();
    double[] other = censored.stream().mapToDouble(otherwise).toArray();
    double[] isDown = censored.stream().mapToDouble(down).toArray();
    double all = Arrays.stream(connects).sum();
    double mean = most * Priors.CENSORED_IS_EARLY;
    double[] byGroup = new double[GROUPS];
    Arrays.fill(byGroup, mean);
    for (int round = 0; round < ROUNDS; round++) {
      double[] stopped = new double[GROUPS];
      double sum = 0;
      for (int i = 0; i < other.length; i++) {
        double here = stopped(byGroup[groups[i]], other[i], isDown[i]);
        stopped[groups[i]] += here;
        sum += here;
      }
      mean =
          Math.min(
              most,
              (sum + Priors.CENSORED_WORTH * Priors.CENSORED_IS_EARLY * most)
                  / (all + Priors.CENSORED_WORTH));
      for (int g = 0; g < GROUPS; g++) {
        byGroup[g] =
            Math.min(
                most,
                (stopped[g] + Priors.CENSORED_MEAN_WORTH * mean)
                    / (connects[g] + Priors.CENSORED_MEAN_WORTH));
      }
    }
    for (int i = 0; i < groups.length; i++) {
      stops[censored.get(i).number()] = byGroup[groups[i]];
    }
  }

  /** Chance that a session stopped a connect that failed. */
  private static double stopped(double chance, double otherwise, double down) {
    double stops = (1 - down) * chance;
    double fails = down + stops + (1 - down) * (1 - chance) * otherwise;
    return fails == 0 ? 0 : stops / fails;
  }
}
