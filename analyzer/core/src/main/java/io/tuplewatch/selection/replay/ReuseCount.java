package io.tuplewatch.selection.replay;

/**
 * Early reuses by how long the four-tuple had been idle, since what makes them fail depends on it.
 * Not thread-safe.
 */
final class ReuseCount {

  /** Bands end at these parts of the firewall's timeout. */
  private static final double[] BANDS = {1 / 60.0, 1 / 12.0, 1 / 4.0, 1 / 2.0, 1};

  private final long[] ends = new long[BANDS.length];
  private final long[] early = new long[BANDS.length];
  private long connects;
  private long failures;
  private long refused;

  /**
   * @param firewallTimeout W, ns
   */
  ReuseCount(long firewallTimeout) {
    for (int band = 0; band < BANDS.length; band++) {
      ends[band] = (long) ((double) firewallTimeout * BANDS[band]);
    }
  }

  /** The band of an idle time, ns; -1 if it is W or more. */
  int band(long idle) {
    for (int band = 0; band < ends.length; band++) {
      if (idle < ends[band]) {
        return band;
      }
    }
    return -1;
  }

  int bands() {
    return ends.length;
  }

  /** How many bands end by this part of W, 0 to 1. */
  static int bandsWithin(double part) {
    int bands = 0;
    while (bands < BANDS.length && BANDS[bands] <= part) {
      bands++;
    }
    return bands;
  }

  /** A connect whose four-tuple was idle for so long, ns; any long time without an earlier use. */
  void add(long idle) {
    connects++;
    int band = band(idle);
    if (band >= 0) {
      early[band]++;
    }
  }

  /** A connect that found no port. */
  void addFailure() {
    failures++;
  }

  /** So many candidates could not be had. */
  void addRefused(long candidates) {
    refused += candidates;
  }

  /** Adds another's counts. */
  void merge(ReuseCount other) {
    connects += other.connects;
    failures += other.failures;
    refused += other.refused;
    for (int band = 0; band < early.length; band++) {
      early[band] += other.early[band];
    }
  }

  /** Connects that got a port. */
  long connects() {
    return connects;
  }

  /** Connects that found no port. */
  long failures() {
    return failures;
  }

  /** Candidates that searches met and could not have. */
  long refused() {
    return refused;
  }

  long earlyReuses(int band) {
    return early[band];
  }

  long earlyReuses() {
    long sum = 0;
    for (long count : early) {
      sum += count;
    }
    return sum;
  }
}
