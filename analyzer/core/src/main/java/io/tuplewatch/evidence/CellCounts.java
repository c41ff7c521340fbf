package io.tuplewatch.evidence;

import java.util.Arrays;

/**
 * Connects counted by the second of their start, the closing side of the previous use and the idle
 * bin: how many, and how many failed in each mode. Sums of integers, so parts can be added up in
 * any order. Open addressing, at most 50 bytes for each cell in use. Not thread-safe.
 */
final class CellCounts {

  /** Closing sides, {@link io.tuplewatch.events.ClosedBy}, and none. */
  static final int SIDES = 8;

  private static final int BINS = 2048;
  private static final int COUNTERS = 1 + FailureMode.COUNT;
  private static final long EMPTY = Long.MIN_VALUE;

  private long[] keys = new long[64];
  private int[] counts = new int[64 * COUNTERS];
  private int size;

  /** Told of every cell. */
  interface Visitor {
    /** {@code failed}: by {@link FailureMode#column}; valid during the call. */
    void cell(long second, int side, int bin, int connects, int[] failed);
  }

  CellCounts() {
    Arrays.fill(keys, EMPTY);
  }

  /**
   * Counts a connect.
   *
   * @param second of the clock that orders the connects
   * @param mode {@link FailureMode#column}; -1 if it worked
   */
  void add(long second, int side, int bin, int mode) {
    int slot = slot((second * SIDES + side) * BINS + bin);
    counts[slot * COUNTERS]++;
    if (mode >= 0) {
      counts[slot * COUNTERS + 1 + mode]++;
    }
  }

  /** Adds all counts of another. */
  void merge(CellCounts other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.keys[i] != EMPTY) {
        int slot = slot(other.keys[i]);
        for (int c = 0; c < COUNTERS; c++) {
          counts[slot * COUNTERS + c] += other.counts[i * COUNTERS + c];
        }
      }
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Visits all cells in order of second, side and bin. O(n log n). */
  void inOrder(Visitor visitor) {
    long[] sorted = Arrays.stream(keys).filter(key -> key != EMPTY).sorted().toArray();
    int[] failed = new int[FailureMode.COUNT];
    for (long key : sorted) {
      int at = slot(key) * COUNTERS;
      System.arraycopy(counts, at + 1, failed, 0, failed.length);
      int bin = (int) Math.floorMod(key, (long) BINS);
      long secondAndSide = Math.floorDiv(key, (long) BINS);
      int side = (int) Math.floorMod(secondAndSide, (long) SIDES);
      visitor.cell(Math.floorDiv(secondAndSide, (long) SIDES), side, bin, counts[at], failed);
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (keys[slot] != key) {
      if (keys[slot] == EMPTY) {
        if (size * 3 >= keys.length * 2) {
          grow();
          return slot(key);
        }
        keys[slot] = key;
        size++;
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[keys.length * COUNTERS];
    size = 0;
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        System.arraycopy(oldCounts, i * COUNTERS, counts, slot(oldKeys[i]) * COUNTERS, COUNTERS);
      }
    }
  }
}
