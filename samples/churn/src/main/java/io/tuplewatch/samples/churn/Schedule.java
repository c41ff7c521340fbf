package io.tuplewatch.samples.churn;

/**
 * When each connect is due. Times are absolute, so a late connect makes no later one late, and a
 * client that fell behind catches up.
 *
 * @param startNanos when connect 0 is due, as of {@link System#nanoTime}
 * @param perSecond connects per second; 0 = all are due at the start
 */
record Schedule(long startNanos, double perSecond) {

  /** Keeps differences of times in a long, whatever the rate. */
  private static final long NEVER_NANOS = Long.MAX_VALUE / 2;

  /**
   * @param sequence from 0
   */
  long dueNanos(long sequence) {
    if (perSecond == 0) {
      return startNanos;
    }
    return startNanos + Math.min((long) (sequence * 1e9 / perSecond), NEVER_NANOS);
  }
}
