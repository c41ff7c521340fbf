package io.tuplewatch.advice;

import io.tuplewatch.selection.recorded.ConnectTimeline;

/**
 * The connects that failed early reuses cause: an application tries again. They are part of the
 * recorded load, and go with the failures. From outside a retry looks like any connect, so they are
 * counted as an excess: connects in the 10 s after a failure, less those in the 10 s before it. Of
 * attempts in a row that all failed each is in the window of the other, and cancels out; the one
 * that worked does not.
 */
final class Retries {

  private static final long WINDOW_NANOS = 10_000_000_000L;

  /** Early reuses grow with the square of the load: with its connects, and with their share. */
  private static final double POWER = 2;

  private final double perFailure;
  private final double connects;

  private Retries(double perFailure, double connects) {
    this.perFailure = perFailure;
    this.connects = connects;
  }

  /** O(failures log connects). */
  static Retries of(ConnectTimeline timeline) {
    long excess = 0;
    long failures = 0;
    for (int n = 0; n < timeline.size(); n++) {
      if (timeline.is(n, ConnectTimeline.FAILED_EARLY)) {
        failures++;
        long end = timeline.close(n);
        excess += connects(timeline, end, end + WINDOW_NANOS);
        excess -= connects(timeline, timeline.start(n) - WINDOW_NANOS, timeline.start(n));
      }
    }
    double perFailure = Math.max(0, Math.min(1, (double) excess / Math.max(1, failures)));
    return new Retries(perFailure, Math.max(1, timeline.size()));
  }

  /** Those that start from one time on and before another. */
  private static int connects(ConnectTimeline timeline, long from, long to) {
    return firstFrom(timeline, to) - firstFrom(timeline, from);
  }

  private static int firstFrom(ConnectTimeline timeline, long time) {
    int low = 0;
    int high = timeline.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeline.start(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many failures are left of so many once the retries of those avoided are gone. */
  double without(double left, double avoided) {
    double load = 1 - perFailure * Math.max(0, avoided) / connects;
    return left * Math.pow(Math.max(0, load), POWER);
  }
}
