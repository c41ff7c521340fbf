package io.tuplewatch.columns;

/**
 * Numbers distinct longs from 0, in the order in which they come. Open addressing on the heap with
 * {@link RowIds#mix}. O(1) per number. Not thread-safe.
 */
public final class LongIds {

  private static final int FIRST_SLOTS = 64;

  private long[] keys = new long[FIRST_SLOTS];
  private int[] slots = new int[FIRST_SLOTS]; // number + 1; 0 = free
  private int size;

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Number of {@code key}, which is new if it equals the size before. */
  public int idOf(long key) {
    int slot = slotOf(key);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    keys[slot] = key;
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  /** Number of {@code key}; -1 if it never came. */
  public int find(long key) {
    return slots[slotOf(key)] - 1;
  }

  /** The slot of {@code key}, or the free one in which it belongs. */
  private int slotOf(long key) {
    int mask = slots.length - 1;
    int slot = (int) RowIds.mix(key) & mask;
    while (slots[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = new long[Math.multiplyExact(2, oldKeys.length)];
    slots = new int[keys.length];
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != 0) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        slots[slot] = oldSlots[i];
      }
    }
  }
}
