package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowIds;
import io.tuplewatch.columns.Storage;

/**
 * The past of every tuple, kept for the whole recording: 32 bytes each, in an open-addressing
 * table. Not thread-safe.
 */
final class LastUses {

  private static final int KEY = 0; // 0 = free
  private static final int FREE_FROM = 1;
  private static final int LAST_PACKET = 2;

  /** Row of the previous use, and flags in the lowest bits. */
  private static final int PREVIOUS = 3;

  private static final int WIDTH = 4;
  private static final int FLAG_BITS = 2;
  private static final int AT_LEAST = 1;
  private static final int WORKED = 2;
  private static final long FIRST_SLOTS = 1 << 12;

  private final Storage storage;
  private LongTable slots;
  private long slotMask;
  private long tuples;

  LastUses(Storage storage) {
    this.storage = storage;
    this.slots = slots(FIRST_SLOTS);
  }

  /** The slot of a tuple, which is named by a number other than 0; an empty one if it is new. */
  long slotOf(long tuple) {
    long slot = find(tuple);
    return slots.get(slot, KEY) == 0 ? add(tuple, slot) : slot;
  }

  private long add(long tuple, long free) {
    long slot = free;
    if (3 * ++tuples > 2 * slotMask) {
      grow();
      slot = find(tuple);
    }
    slots.set(slot, KEY, tuple);
    slots.set(slot, PREVIOUS, -1L << FLAG_BITS);
    return slot;
  }

  void load(long slot, TupleHistory history) {
    long previous = slots.get(slot, PREVIOUS);
    history.resume(
        previous >> FLAG_BITS,
        slots.get(slot, FREE_FROM),
        slots.get(slot, LAST_PACKET),
        (previous & AT_LEAST) != 0,
        (previous & WORKED) != 0);
  }

  void store(long slot, TupleHistory history) {
    slots.set(slot, FREE_FROM, history.freeFrom());
    slots.set(slot, LAST_PACKET, history.lastPacket());
    int flags = (history.atLeast() ? AT_LEAST : 0) | (history.worked() ? WORKED : 0);
    slots.set(slot, PREVIOUS, history.previous() << FLAG_BITS | flags);
  }

  /** Gives the room back. */
  void release() {
    slots.release();
  }

  private long find(long tuple) {
    long slot = RowIds.mix(tuple) & slotMask;
    long key = slots.get(slot, KEY);
    while (key != tuple && key != 0) {
      slot = (slot + 1) & slotMask;
      key = slots.get(slot, KEY);
    }
    return slot;
  }

  private void grow() {
    LongTable old = slots;
    slots = slots(2 * old.size());
    for (long row = 0; row < old.size(); row++) {
      long tuple = old.get(row, KEY);
      if (tuple != 0) {
        long slot = find(tuple);
        for (int column = 0; column < WIDTH; column++) {
          slots.set(slot, column, old.get(row, column));
        }
      }
    }
    old.release();
  }

  private LongTable slots(long count) {
    slotMask = count - 1;
    LongTable free = new LongTable(storage, WIDTH);
    free.resize(count);
    return free;
  }
}
