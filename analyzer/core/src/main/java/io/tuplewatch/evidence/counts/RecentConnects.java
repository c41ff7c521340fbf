package io.tuplewatch.evidence.counts;

import java.util.Arrays;

/**
 * How many connects to one destination started within the second before: what limits connects or
 * sessions fails those of a burst, whose idle times are short. In classes, so that connects are
 * compared with others that met as many; below {@link #FEW} all are of one. Add in time order. Not
 * thread-safe.
 */
public final class RecentConnects {

  /** Number of classes. */
  public static final int CLASSES = 4;

  private static final int FEW = 32;
  private static final int MOST = FEW << (CLASSES - 2);

  private long[] starts = new long[4];
  private long count;

  /** Takes the next connect; its class, 0 to {@link #CLASSES} - 1. */
  public int add(long start) {
    int found = 0;
    for (int before = FEW; before <= MOST && before <= count; before *= 2) {
      found +=
          start - starts[(int) ((count - before) % starts.length)] < ComparedConnects.SECOND
              ? 1
              : 0;
    }
    if (count == starts.length && count < MOST) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    starts[(int) (count++ % starts.length)] = start;
    return found;
  }
}
