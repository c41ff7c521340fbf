package io.tuplewatch.evidence.counts;

/** Where a block of {@link TimeBlocks} ends. Not thread-safe. */
public final class BlockEnds {

  private static final int ENOUGH = 10;
  private static final long LONGEST_SECONDS = 60;

  private long second;

  /** Whether the block, with so many connects so far, ends before a connect of this second. */
  public boolean endsBefore(long nextSecond, int connects) {
    boolean otherMinute =
        Math.floorDiv(nextSecond, LONGEST_SECONDS) != Math.floorDiv(second, LONGEST_SECONDS);
    boolean ends = otherMinute || (nextSecond != second && connects >= ENOUGH);
    second = nextSecond;
    return ends;
  }
}
