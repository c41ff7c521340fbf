package io.tuplewatch.selection.simulation;

import java.util.Arrays;

/**
 * Candidates in the order in which their four-tuples become free again: a binary heap without
 * objects. Not thread-safe.
 */
final class ReleaseQueue {

  private long[] times = new long[16];
  private char[] indices = new char[16];
  private int size;

  /** When the first of them becomes free, ns; Long.MAX_VALUE if there is none. */
  long firstTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Adds an index. O(log size), O(1) if it is the last to become free. */
  void add(long time, int index) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      indices = Arrays.copyOf(indices, 2 * size);
    }
    int hole = size++;
    while (hole > 0 && times[(hole - 1) / 2] > time) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, time, index);
  }

  /** Removes the index that becomes free first; there is one. O(log size). */
  int removeFirst() {
    int first = indices[0];
    size--;
    long time = times[size];
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (times[child] >= time) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, time, indices[size]);
    return first;
  }

  private void move(int from, int to) {
    put(to, times[from], indices[from]);
  }

  private void put(int slot, long time, int index) {
    times[slot] = time;
    indices[slot] = (char) index;
  }
}
