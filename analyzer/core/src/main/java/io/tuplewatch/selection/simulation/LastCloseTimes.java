package io.tuplewatch.selection.simulation;

import java.util.Arrays;

/**
 * When the four-tuple at each index was used last: an array over the candidates, or, where few
 * connects are to come, a hash table of these. Not thread-safe.
 */
final class LastCloseTimes {

  /** No use: so long ago that no timeout reaches back, yet far enough from overflow. */
  static final long NEVER = Long.MIN_VALUE / 2;

  private final boolean dense;
  private final int[] indices;
  private final long[] times;

  /**
   * @param indices how many ports there are
   * @param connects how many are to come at most
   */
  LastCloseTimes(int indices, int connects) {
    int slots = Integer.highestOneBit(Math.max(4, Math.min(connects, indices))) << 2;
    this.dense = slots >= indices;
    this.indices = new int[dense ? 0 : slots];
    this.times = new long[dense ? indices : slots];
    Arrays.fill(times, NEVER);
  }

  /** Notes a use, and returns when the previous one was; {@link #NEVER} if there was none. */
  long replace(int index, long time) {
    int slot = dense ? index : slot(index);
    long previous = times[slot];
    times[slot] = time;
    return previous;
  }

  /** Where an index is, or is to be; there are more slots than connects. */
  private int slot(int index) {
    int mask = indices.length - 1;
    int slot = ((index * 0x9E3779B1) >>> 7) & mask;
    while (indices[slot] != 0 && indices[slot] != index + 1) {
      slot = (slot + 1) & mask;
    }
    indices[slot] = index + 1;
    return slot;
  }
}
