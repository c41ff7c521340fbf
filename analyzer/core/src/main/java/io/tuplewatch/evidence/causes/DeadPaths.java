package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tuples whose path is dead: from some moment on, a share of all tuples never gets an answer. Share
 * and moment are found from how tuples fared after their last use that worked: all those that have
 * one are counted by its minute. Memory grows with the hours in which there was one. Not
 * thread-safe.
 */
final class DeadPaths {

  private static final long MINUTE = 60_000_000_000L;

  /** A year: times further apart are damage, and not worth their memory. */
  private static final int MOST_MINUTES = 366 * 24 * 60;

  private static final int PAGE = 64;

  private static final int MOMENTS = 64;
  private static final double[] SHARES = {.003, .01, .02, .05, .1, .2, .35};

  /** Logarithm of the chance that a path is not dead. */
  private static final double[] LOG_ALIVE =
      Arrays.stream(SHARES).map(share -> Math.log(1 - share)).toArray();

  private long firstMinute;

  /** By minute, in pages: a destination may be connected to twice in a week. */
  private int[] @Nullable [] lastWorked = {};

  private int minutes;

  private long from = Long.MIN_VALUE;
  private double share;

  /** Takes a connect that worked or failed. */
  void add(Connect connect) {
    if (minutes == 0) {
      firstMinute = Math.floorDiv(connect.start(), MINUTE);
    }
    if (connect.previous() >= 0 && connect.previousWorked()) {
      count(connect.previousStart(), -1);
    }
    if (!connect.failed()) {
      count(connect.start(), 1);
    }
  }

  private void count(long time, int by) {
    long minute = Math.floorDiv(time, MINUTE) - firstMinute;
    if (minute >= 0 && minute < MOST_MINUTES) {
      page((int) minute / PAGE)[(int) minute % PAGE] += by;
      minutes = Math.max(minutes, (int) minute + 1);
    }
  }

  private int[] page(int number) {
    if (number >= lastWorked.length) {
      lastWorked = Arrays.copyOf(lastWorked, 2 * number + 1);
    }
    int[] page = lastWorked[number];
    if (page == null) {
      page = new int[PAGE];
      lastWorked[number] = page;
    }
    return page;
  }

  /**
   * By failure, the chance that its path is dead, itself aside. O(failures).
   *
   * @param failsAlive by failure, the chance to fail as it did on a path that is not dead
   */
  double[] infer(FailedConnects failures, double[] failsAlive) {
    List<FailedConnect> ends =
        failures.all().stream()
            .filter(f -> f.mode() == FailureMode.NO_ANSWER && failures.next(f) == null)
            .toList();
    double[] dead = new double[failures.all().size()];
    if (ends.isEmpty()) {
      return dead;
    }
    find(ends, failsAlive);
    ends.forEach(end -> spread(end, failsAlive, dead));
    return dead;
  }

  private void find(List<FailedConnect> ends, double[] failsAlive) {
    long[] moments = moments();
    long[] worked = workedSince(moments);
    double[][] weight = new double[moments.length][SHARES.length];
    for (int m = 0; m < moments.length; m++) {
      double prior =
          Math.log(Priors.DEAD_PATHS / SHARES.length)
              + Math.log(
                  m == 0
                      ? Priors.DEAD_FROM_THE_BEGINNING
                      : (1 - Priors.DEAD_FROM_THE_BEGINNING) / (moments.length - 1));
      for (int s = 0; s < SHARES.length; s++) {
        weight[m][s] = prior + worked[m] * LOG_ALIVE[s];
      }
    }
    for (FailedConnect end : ends) {
      weigh(end, moments, failsAlive, weight);
    }
    choose(moments, weight);
  }

  /** Adds what a tuple's failures tell of each moment: mostly the same as of the moment before. */
  private static void weigh(
      FailedConnect end, long[] moments, double[] failsAlive, double[][] weight) {
    double last = Double.NaN;
    double[] told = new double[SHARES.length];
    for (int m = 0; m < moments.length; m++) {
      double ratio = ratio(end, moments[m], failsAlive);
      if (ratio != last) {
        for (int s = 0; s < SHARES.length; s++) {
          told[s] = Math.log1p(SHARES[s] * (ratio - 1));
        }
        last = ratio;
      }
      for (int s = 0; s < SHARES.length; s++) {
        weight[m][s] += told[s];
      }
    }
  }

  /** The likeliest moment; the mean share, "none" among them. */
  private void choose(long[] moments, double[][] weight) {
    double best =
        Math.max(0, Arrays.stream(weight).flatMapToDouble(Arrays::stream).max().orElse(0));
    double all = (1 - Priors.DEAD_PATHS) * Math.exp(-best);
    double mean = 0;
    double most = 0;
    for (int m = 0; m < moments.length; m++) {
      double here = 0;
      for (int s = 0; s < SHARES.length; s++) {
        double w = Math.exp(weight[m][s] - best);
        here += w;
        mean += w * SHARES[s];
      }
      all += here;
      if (here > most) {
        most = here;
        from = moments[m];
      }
    }
    share = mean / all;
  }

  private long[] moments() {
    int count = Math.max(1, Math.min(MOMENTS, minutes));
    long[] moments = new long[count];
    moments[0] = Long.MIN_VALUE;
    for (int m = 1; m < count; m++) {
      moments[m] = (firstMinute + (long) m * minutes / count) * MINUTE;
    }
    return moments;
  }

  /** By moment, tuples whose last use that worked was then or later. O(minutes). */
  private long[] workedSince(long[] moments) {
    long[] since = new long[moments.length];
    long sum = 0;
    int moment = moments.length - 1;
    for (int number = lastWorked.length - 1; number >= 0; number--) {
      int[] page = lastWorked[number];
      for (int at = PAGE - 1; page != null && at >= 0; at--) {
        while (moment > 0 && number * PAGE + at < moments[moment] / MINUTE - firstMinute) {
          since[moment--] = sum;
        }
        sum += page[at];
      }
    }
    Arrays.fill(since, 0, moment + 1, sum);
    return since;
  }

  /** How much likelier the tuple's failures since a moment are if its path was dead. */
  private static double ratio(FailedConnect end, long moment, double[] failsAlive) {
    if (end.workedAt() >= moment && end.workedAt() != Long.MIN_VALUE) {
      return 0;
    }
    double ratio = 1;
    for (FailedConnect f = end; f != null && f.start() >= moment; f = f.previous()) {
      if (f.mode() == FailureMode.NO_ANSWER) {
        ratio = Math.min(1e12, ratio / failsAlive[f.number()]);
      }
    }
    return ratio;
  }

  private void spread(FailedConnect end, double[] failsAlive, double[] dead) {
    double odds = share / (1 - share) * ratio(end, from, failsAlive);
    for (FailedConnect f = end; f != null && f.start() >= from; f = f.previous()) {
      if (f.mode() == FailureMode.NO_ANSWER) {
        double others = odds * failsAlive[f.number()];
        dead[f.number()] = others / (1 + others);
      }
    }
  }
}
