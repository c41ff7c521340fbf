package io.tuplewatch.witness;

import java.util.Arrays;

/**
 * Numbers of which many are nearly equal, the right differences of two clocks, and the rest is
 * chance. Not thread-safe.
 */
final class Densest {

  private static final int MOST = 500_000;

  private long[] numbers = new long[64];
  private int size;

  /** Takes a number; those beyond the first half million are not needed. */
  void add(long number) {
    if (size == MOST) {
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.min(MOST, 2 * size));
    }
    numbers[size++] = number;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * The least number of the interval of that width that holds most; of several the one nearest to
   * 0. There must be a number. O(n log n).
   */
  long window(long width) {
    return within(width)[0];
  }

  /** The numbers in that interval, ascending. O(n log n). */
  long[] within(long width) {
    long[] sorted = Arrays.copyOf(numbers, size);
    Arrays.sort(sorted);
    int start = 0;
    int best = 0;
    long found = sorted[0];
    int end = 0;
    for (int from = 0; from < size; from++) {
      while (end < size && sorted[end] - sorted[from] <= width) {
        end++;
      }
      boolean nearer = Math.abs(sorted[from]) < Math.abs(found);
      if (end - from > best || (end - from == best && nearer)) {
        best = end - from;
        found = sorted[from];
        start = from;
      }
    }
    return Arrays.copyOfRange(sorted, start, start + best);
  }
}
