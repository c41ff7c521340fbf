package io.tuplewatch.evidence;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Connects to one destination of which is not known when their tuple was used before, mostly those
 * of the recording's beginning: how often a session from before stops them. By the time since the
 * first connect, for those sessions run out; as often as failures are left that nothing else
 * explains, among all such connects. Memory does not grow. Not thread-safe.
 */
final class UnknownPasts {

  /** Before anything is seen: half of them are early reuses, a belief worth two connects. */
  private static final double PERHAPS = .5;

  private static final double PRIOR = 2;

  /** The mean of all times is worth so many connects of one time. */
  private static final double MEAN_PRIOR = 10;

  private static final int ROUNDS = 30;

  /** Times in groups of a quarter of an octave. */
  private static final int GROUPS = IdleBins.QUARTERS;

  private final IdleBins bins;
  private final long[] connects = new long[GROUPS];
  private final double[][] stops = new double[FailureMode.COUNT][];
  private long first = Long.MIN_VALUE;

  UnknownPasts(IdleBins bins) {
    this.bins = bins;
  }

  /** Takes the next connect, whatever its past. */
  void add(Connect connect) {
    first = first == Long.MIN_VALUE ? connect.start() : first;
    if (connect.bounded() || Failure.Past.of(connect.kind()) == Failure.Past.UNKNOWN) {
      connects[group(connect.start())]++;
    }
  }

  private int group(long start) {
    return IdleBins.quarter(bins.of(Math.max(0, start - first)));
  }

  /** Chance, 0 to 1, that a session from before stops one of these connects. */
  double stops(Failure failure) {
    double[] found = stops[failure.mode.column()];
    return found == null ? PERHAPS : found[group(failure.start)];
  }

  /**
   * Finds the chances of one mode, by expectation and maximization. O(failures x rounds).
   *
   * @param most chance that an early reuse is stopped
   * @param failures of this mode
   * @param otherwise chance that a connect of that moment fails, the destination being up
   */
  void find(
      FailureMode mode, double most, List<Failure> failures, ToDoubleFunction<Failure> otherwise) {
    List<Failure> unknown = failures.stream().filter(f -> f.past == Failure.Past.UNKNOWN).toList();
    int[] groups = unknown.stream().mapToInt(f -> group(f.start)).toArray();
    double[] other = unknown.stream().mapToDouble(otherwise).toArray();
    double all = 0;
    for (long count : connects) {
      all += count;
    }
    double mean = most * PERHAPS;
    double[] byGroup = new double[GROUPS];
    for (int round = 0; round < ROUNDS; round++) {
      double[] stopped = new double[GROUPS];
      double sum = 0;
      for (int i = 0; i < other.length; i++) {
        double chance = round == 0 ? mean : byGroup[groups[i]];
        double here = stopped(chance, other[i], unknown.get(i).down);
        stopped[groups[i]] += here;
        sum += here;
      }
      mean = Math.min(most, (sum + PRIOR * PERHAPS * most) / (all + PRIOR));
      for (int g = 0; g < GROUPS; g++) {
        byGroup[g] = Math.min(most, (stopped[g] + MEAN_PRIOR * mean) / (connects[g] + MEAN_PRIOR));
      }
    }
    stops[mode.column()] = byGroup;
  }

  /** Chance that a session stopped a connect that failed. */
  private static double stopped(double chance, double otherwise, double down) {
    double stops = (1 - down) * chance;
    double fails = down + stops + (1 - down) * (1 - chance) * otherwise;
    return fails == 0 ? 0 : stops / fails;
  }
}
