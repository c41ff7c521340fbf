package io.tuplewatch.evidence;

/** Where a stretch of {@link Stretches} ends. Not thread-safe. */
final class StretchEnds {

  private static final int ENOUGH = 10;
  private static final long LONGEST_SECONDS = 60;

  private long second;

  /** Whether the stretch, with so many connects so far, ends before a connect of this second. */
  boolean endsBefore(long nextSecond, int connects) {
    boolean otherMinute =
        Math.floorDiv(nextSecond, LONGEST_SECONDS) != Math.floorDiv(second, LONGEST_SECONDS);
    boolean ends = otherMinute || (nextSecond != second && connects >= ENOUGH);
    second = nextSecond;
    return ends;
  }
}
