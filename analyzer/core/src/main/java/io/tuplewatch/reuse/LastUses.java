package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowIds;
import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.Use;

/**
 * The past of every tuple, kept for the whole recording: 32 bytes each, in pages of eight source
 * ports of a destination, even ones or odd ones, since a kernel's selection prefers one parity. So
 * the table by which a page is found is small enough for a processor's cache. Not thread-safe.
 */
final class LastUses {

  /** Columns of a tuple, of which a page has {@link #TUPLES} times as many. */
  private static final int FREE_FROM = 0;

  private static final int LAST_PACKET = 1;

  /** {@link PreviousUse}, and flags in the lowest bits; 0 = no use so far. */
  private static final int PREVIOUS = 2;

  private static final int PREVIOUS_START = 3;
  private static final int WIDTH = 4;
  private static final int TUPLE_BITS = 3;
  private static final int TUPLES = 1 << TUPLE_BITS;
  private static final int FLAG_BITS = 3;
  private static final int USED = 1;
  private static final int AT_LEAST = 2;
  private static final int WORKED = 4;

  /** Columns of the table by which pages are found. */
  private static final int KEY = 0; // 0 = free

  private static final int PAGE = 1;
  private static final long FIRST_SLOTS = 1 << 12;

  /** Slots of so many neighbouring pages lie side by side: a kernel takes ports in order. */
  private static final int NEAR_BITS = 3;

  private static final int NEAR = 1 << NEAR_BITS;

  /**
   * Which of the neighbouring slots is a page's own differs from group to group by these bits of
   * the hash: else an application that binds the same port toward every destination would fill one
   * slot in eight, and leave the others free.
   */
  private static final int SPREAD = Integer.SIZE;

  /** Odd, so that the search for a free slot comes to each of them. */
  private static final int STEP = NEAR + 1;

  private final Storage storage;
  private final LongTable pages;
  private LongTable slots;
  private long slotMask;

  LastUses(Storage storage) {
    this.storage = storage;
    this.pages = new LongTable(storage, TUPLES * WIDTH);
    this.slots = slots(FIRST_SLOTS);
  }

  /** Names the page of a tuple, by a number above 0. */
  static long pageKey(int destination, int localPort) {
    int ofParity = localPort >>> 1 | (localPort & 1) << (Short.SIZE - 1);
    return (destination + 1L) << (Short.SIZE - TUPLE_BITS) | ofParity >>> TUPLE_BITS;
  }

  /** Which of {@code parts} shares a page belongs to, from 0: neighbours to the same. */
  static int share(long key, int parts) {
    return (int) ((RowIds.mix(key >>> NEAR_BITS) >>> Integer.SIZE) % parts);
  }

  /** The page of this key, which is made if it is not there. */
  long pageOf(long key) {
    long slot = find(key);
    return slots.get(slot, KEY) == 0 ? add(key, slot) : slots.get(slot, PAGE);
  }

  private long add(long key, long free) {
    slots.set(free, KEY, key);
    slots.set(free, PAGE, pages.add());
    if (2 * pages.size() > slotMask) {
      grow();
    }
    return pages.size() - 1;
  }

  /** Makes {@code past} that of a tuple. */
  void load(long page, int localPort, TuplePast past) {
    int column = column(localPort);
    long previous = pages.get(page, column + PREVIOUS);
    past.previous = previous == 0 ? PreviousUse.NONE : previous >> FLAG_BITS;
    past.previousStart = previous == 0 ? Use.UNKNOWN : pages.get(page, column + PREVIOUS_START);
    past.freeFrom = pages.get(page, column + FREE_FROM);
    past.lastPacket = pages.get(page, column + LAST_PACKET);
    past.atLeast = (previous & AT_LEAST) != 0;
    past.worked = (previous & WORKED) != 0;
  }

  void store(long page, int localPort, TuplePast past) {
    int column = column(localPort);
    pages.set(page, column + PREVIOUS_START, past.previousStart);
    pages.set(page, column + FREE_FROM, past.freeFrom);
    pages.set(page, column + LAST_PACKET, past.lastPacket);
    int flags = USED | (past.atLeast ? AT_LEAST : 0) | (past.worked ? WORKED : 0);
    pages.set(page, column + PREVIOUS, past.previous << FLAG_BITS | flags);
  }

  private static int column(int localPort) {
    return (localPort >>> 1 & (TUPLES - 1)) * WIDTH;
  }

  /** Gives the room back. */
  void release() {
    pages.release();
    slots.release();
  }

  /** The slot of a page, or the free one in which it belongs. */
  private long find(long key) {
    long hash = RowIds.mix(key >>> NEAR_BITS);
    long slot = (hash << NEAR_BITS | ((key ^ hash >>> SPREAD) & (NEAR - 1))) & slotMask;
    long found = slots.get(slot, KEY);
    while (found != key && found != 0) {
      slot = (slot + STEP) & slotMask;
      found = slots.get(slot, KEY);
    }
    return slot;
  }

  private void grow() {
    LongTable old = slots;
    slots = slots(2 * old.size());
    for (long row = 0; row < old.size(); row++) {
      long key = old.get(row, KEY);
      if (key != 0) {
        long slot = find(key);
        slots.set(slot, KEY, key);
        slots.set(slot, PAGE, old.get(row, PAGE));
      }
    }
    old.release();
  }

  private LongTable slots(long count) {
    slotMask = count - 1;
    LongTable free = new LongTable(storage, 2);
    free.resize(count);
    return free;
  }
}
