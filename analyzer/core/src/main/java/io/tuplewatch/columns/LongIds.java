package io.tuplewatch.columns;

import java.util.Arrays;

/**
 * Numbers distinct longs from 0, in the order in which they come. Open addressing on the heap with
 * {@link RowIds#mix}, each key beside its number, so that finding one is one look at memory. O(1)
 * per number. Not thread-safe.
 */
public final class LongIds {

  private static final int FIRST_SLOTS = 64;

  /** A key, and its number + 1, by turns; 0 = free. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  /** By number. */
  private long[] keys = new long[FIRST_SLOTS / 2];

  private int size;

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The one with this number. */
  public long get(int id) {
    return keys[id];
  }

  /** Number of {@code key}, which is new if it equals the size before. */
  public int idOf(long key) {
    int slot = slotOf(key);
    int number = (int) slots[slot + 1];
    return number != 0 ? number - 1 : add(key, slot);
  }

  /** Number of {@code key}; -1 if it never came. */
  public int find(long key) {
    return (int) slots[slotOf(key) + 1] - 1;
  }

  /** The slot of {@code key}, or the free one in which it belongs. */
  private int slotOf(long key) {
    int mask = slots.length - 1;
    int slot = (int) RowIds.mix(key) << 1 & mask;
    while (slots[slot] != key && slots[slot + 1] != 0) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private int add(long key, int slot) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size] = key;
    slots[slot] = key;
    slots[slot + 1] = ++size;
    if (4 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new long[Math.multiplyExact(2, slots.length)];
    for (int id = 0; id < size; id++) {
      int slot = slotOf(keys[id]);
      slots[slot] = keys[id];
      slots[slot + 1] = id + 1L;
    }
  }
}
