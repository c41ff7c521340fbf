package io.tuplewatch.evidence.counts;

import java.util.Arrays;

/**
 * How many connects to one destination that worked had started within some times before. Ask and
 * add in time order. Memory for those within the longest of the times. Not thread-safe.
 */
public final class RecentAnswers {

  private final long[] windows;

  /** By window: number of the first one within it. */
  private final long[] first;

  private final int[] counts;
  private long[] starts = new long[64];
  private long added;

  /** {@code windows} in ascending order, ns. */
  public RecentAnswers(long... windows) {
    this.windows = windows.clone();
    this.first = new long[windows.length];
    this.counts = new int[windows.length];
  }

  /** By window, how many started after {@code now} minus the window; valid until the next call. */
  public int[] at(long now) {
    for (int window = 0; window < windows.length; window++) {
      while (first[window] < added && now - start(first[window]) >= windows[window]) {
        first[window]++;
      }
      counts[window] = (int) (added - first[window]);
    }
    return counts;
  }

  private long start(long number) {
    return starts[(int) (number & (starts.length - 1))];
  }

  /** Takes a connect that worked, {@link #at} its start having been asked. */
  public void add(long start) {
    if (added - first[first.length - 1] == starts.length) {
      grow();
    }
    starts[(int) (added++ & (starts.length - 1))] = start;
  }

  private void grow() {
    long[] old = starts;
    starts = Arrays.copyOf(old, Math.multiplyExact(2, old.length));
    for (long number = added - old.length; number < added; number++) {
      starts[(int) (number & (starts.length - 1))] = old[(int) (number & (old.length - 1))];
    }
  }
}
