package io.tuplewatch.evidence;

import java.util.Arrays;

/**
 * The attempts of one destination, in time order, as runs of failures of one mode between
 * successes: how likely did a connect fail at that moment, whatever its four-tuple's past? Memory
 * grows with the runs. Not thread-safe.
 *
 * <p>Only late and first uses say what fails without reuse. A run counts once, however long it is,
 * so that an outage does not look like a destination that loses every tenth connect all day.
 */
final class FailureRuns {

  /** What an attempt says about failures without reuse. */
  enum Kind {
    /** A late or first use: everything. */
    FRESH,
    /**
     * An early reuse, or a tuple that had failed last time: that the destination is up, if it
     * works.
     */
    EARLY,
    /** Its past is not known, or its tuple failed last time, too. */
    UNKNOWN
  }

  /** Successes of fresh connects to either side that make up a run's neighbourhood. */
  private static final int NEIGHBOURHOOD = 30;

  /** A neighbourhood counts for next to nothing, or nearly alone. */
  private static final double MOST_SHAPE = 1e6;

  private static final double LEAST_SHAPE = 0.1;

  /**
   * The chance of each further failure in a row while the destination is up, of connects that may
   * be early reuses. Of those that are it says nothing: neighbouring ports were used, and closed,
   * together, and so they fail together.
   */
  private static final double UNKNOWN_IN_A_ROW = 0.7;

  private static final double LEAST = 1e-4;
  private static final double MOST = 0.95;

  private long[] firsts = new long[16];
  private long[] lasts = new long[16];
  private int[] fresh = new int[16];
  private int[] unknown = new int[16];

  /** Fresh successes before the run, and runs before it with a fresh failure. */
  private long[] successesBefore = new long[16];

  private int[] freshRunsBefore = new int[17];
  private int runs;
  private boolean inRun;
  private long successes;
  private long allSuccesses;
  private double shape;

  /** An attempt that worked. */
  void worked(Kind kind) {
    inRun = false;
    allSuccesses++;
    if (kind == Kind.FRESH) {
      successes++;
    }
  }

  /** An attempt that failed in this mode, at a time not before the last one's. */
  void failed(long start, Kind kind) {
    if (!inRun) {
      begin(start);
      inRun = true;
    }
    int run = runs - 1;
    lasts[run] = Math.max(lasts[run], start);
    switch (kind) {
      case FRESH -> fresh[run]++;
      case EARLY -> {}
      case UNKNOWN -> unknown[run]++;
    }
    freshRunsBefore[runs] = freshRunsBefore[run] + (fresh[run] > 0 ? 1 : 0);
  }

  private void begin(long start) {
    if (runs == firsts.length) {
      grow(2 * runs);
    }
    firsts[runs] = start;
    lasts[runs] = start;
    successesBefore[runs] = successes;
    runs++;
  }

  private void grow(int length) {
    firsts = Arrays.copyOf(firsts, length);
    lasts = Arrays.copyOf(lasts, length);
    fresh = Arrays.copyOf(fresh, length);
    unknown = Arrays.copyOf(unknown, length);
    successesBefore = Arrays.copyOf(successesBefore, length);
    freshRunsBefore = Arrays.copyOf(freshRunsBefore, length + 1);
  }

  /** Fresh connects that failed in the run that holds a time. */
  int freshFailures(long time) {
    int run = runAt(time);
    return run < 0 ? 0 : fresh[run];
  }

  /** Whether a fresh attempt worked. */
  boolean anyFresh() {
    return successes > 0;
  }

  /** Runs with a fresh failure. */
  int freshRuns() {
    return freshRunsBefore[runs];
  }

  /**
   * Chance that a connect of this time would fail without reuse, the destination being up: from its
   * neighbourhood, as far as neighbourhoods differ more than chance makes them, else from the whole
   * (empirical Bayes, gamma and Poisson). The run itself does not count.
   */
  double background(long time) {
    int next = nextRun(time);
    int at = runAt(time);
    long before = next < runs ? successesBefore[next] : successes;
    int left = firstRunFrom(before - NEIGHBOURHOOD);
    int right = firstRunFrom(before + NEIGHBOURHOOD + 1);
    double connects =
        Math.min(successes, before + NEIGHBOURHOOD) - Math.max(0, before - NEIGHBOURHOOD);
    int failures = freshRunsBefore[right] - freshRunsBefore[left];
    if (at >= left && at < right && fresh[at] > 0) {
      failures--;
    }
    double shape = shape();
    return clamp((failures + shape) / (connects + shape / overall()));
  }

  /** Failures per success of fresh connects over the whole recording, runs counted once. */
  double overall() {
    return clamp((freshRunsBefore[runs] + 0.5) / (successes + 1.0));
  }

  /** Of the gamma distribution of rates over neighbourhoods; computed once all is added. */
  private double shape() {
    if (shape == 0) {
      shape = findShape();
    }
    return shape;
  }

  private double findShape() {
    int blocks = (int) (successes / (2 * NEIGHBOURHOOD));
    if (blocks < 2) {
      return MOST_SHAPE;
    }
    double mean = (double) freshRunsBefore[runs] / blocks;
    double squares = 0;
    for (int block = 0; block < blocks; block++) {
      int from = firstRunFrom(2L * NEIGHBOURHOOD * block);
      int to = firstRunFrom(2L * NEIGHBOURHOOD * (block + 1));
      double deviation = freshRunsBefore[to] - freshRunsBefore[from] - mean;
      squares += deviation * deviation;
    }
    double excess = squares / (blocks - 1) - mean;
    double byChance = 2 * mean * Math.sqrt(2.0 / blocks); // two standard deviations of a variance
    return excess <= byChance
        ? MOST_SHAPE
        : Math.max(LEAST_SHAPE, Math.min(MOST_SHAPE, mean * mean / excess));
  }

  /**
   * Chance that nobody could connect at this time: all fresh connects around it failed in a row,
   * and chance alone seldom does that.
   */
  double down(long time) {
    int run = runAt(time);
    if (run < 0 || fresh[run] + unknown[run] < 2) {
      return 0;
    }
    double logChance =
        Math.log(1.0 + allSuccesses)
            + fresh[run] * Math.log(background(time))
            + unknown[run] * Math.log(UNKNOWN_IN_A_ROW);
    return 1 / (1 + Math.exp(logChance));
  }

  private static double clamp(double chance) {
    return Math.max(LEAST, Math.min(MOST, chance));
  }

  /** The run that holds a time; -1 if there is none. */
  private int runAt(long time) {
    int next = nextRun(time);
    return next < runs && firsts[next] <= time ? next : -1;
  }

  /** The first run that ends at or after a time. */
  private int nextRun(long time) {
    int found = Arrays.binarySearch(lasts, 0, runs, time);
    return found >= 0 ? found : -found - 1;
  }

  /** The first run with at least that many fresh successes before it. */
  private int firstRunFrom(long successesUntil) {
    int low = 0;
    int high = runs;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (successesBefore[middle] < successesUntil) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
