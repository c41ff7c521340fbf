package io.tuplewatch.selection.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the four-tuple at each index was used last: a hash table of the indices in use, and an array
 * over all of them once that takes no more room. Not thread-safe.
 */
final class LastCloseTimes {

  /** No use: so long ago that no timeout reaches back, yet far enough from overflow. */
  static final long NEVER = Long.MIN_VALUE / 2;

  private static final int FEWEST_SLOTS = 16;

  private final int all;

  /** By slot, an index + 1, 0 of an empty one; null if a slot is an index. */
  private int @Nullable [] indices;

  private long[] times;
  private int used;

  /**
   * @param indices how many ports there are
   * @param connects how many are expected; the table grows with more
   */
  LastCloseTimes(int indices, int connects) {
    this.all = indices;
    int slots = Integer.highestOneBit(Math.max(FEWEST_SLOTS / 4, Math.min(connects, indices))) << 2;
    this.indices = slots >= indices ? null : new int[slots];
    this.times = never(slots >= indices ? indices : slots);
  }

  private static long[] never(int count) {
    long[] times = new long[count];
    Arrays.fill(times, NEVER);
    return times;
  }

  /** Notes a use, and returns when the previous one was; {@link #NEVER} if there was none. */
  long replace(int index, long time) {
    if (indices != null && 2 * used >= indices.length) {
      grow(indices);
    }
    int slot = indices == null ? index : slot(indices, index);
    long previous = times[slot];
    times[slot] = time;
    return previous;
  }

  private int slot(int[] table, int index) {
    int mask = table.length - 1;
    int slot = ((index * 0x9E3779B1) >>> 7) & mask;
    while (table[slot] != 0 && table[slot] != index + 1) {
      slot = (slot + 1) & mask;
    }
    used += table[slot] == 0 ? 1 : 0;
    table[slot] = index + 1;
    return slot;
  }

  private void grow(int[] full) {
    long[] before = times;
    int slots = 4 * full.length;
    indices = slots >= all ? null : new int[slots];
    times = never(indices == null ? all : slots);
    used = 0;
    for (int slot = 0; slot < full.length; slot++) {
      if (full[slot] != 0) {
        int index = full[slot] - 1;
        times[indices == null ? index : slot(indices, index)] = before[slot];
      }
    }
  }
}
