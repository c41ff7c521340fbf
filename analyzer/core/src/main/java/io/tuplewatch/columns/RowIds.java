package io.tuplewatch.columns;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers distinct rows of longs from 0 in the order in which they come. Open addressing; the hash
 * is seeded anew in every process, so that no recording can be made to collide. O(1) per row. Not
 * thread-safe.
 */
public final class RowIds {

  private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;
  private static final int FIRST_SLOTS = 1 << 8;
  private static final int MAX_SEGMENT_BITS = 16;

  private final Storage storage;
  private final int width;
  private final LongTable rows;
  private LongTable slots; // number of the row + 1; 0 = free
  private long slotMask;
  private int last = -1;

  /** Rows of {@code width} longs. */
  public RowIds(Storage storage, int width) {
    this.storage = storage;
    this.width = width;
    this.rows = LongTable.small(storage, width);
    this.slots = slots(FIRST_SLOTS);
  }

  /** Number of the row, which is new if it equals the size before. */
  public int idOf(long... row) {
    if (last >= 0 && equals(last, row)) {
      return last;
    }
    long slot = hash(row) & slotMask;
    while (true) {
      int id = (int) slots.get(slot, 0) - 1;
      if (id < 0) {
        return add(row, slot);
      }
      if (equals(id, row)) {
        last = id;
        return id;
      }
      slot = (slot + 1) & slotMask;
    }
  }

  /** A value of the row with this number. */
  public long get(int id, int column) {
    return rows.get(id, column);
  }

  public int size() {
    return (int) rows.size();
  }

  /** Gives the room back. */
  public void release() {
    rows.release();
    slots.release();
  }

  private int add(long[] row, long slot) {
    int id = (int) rows.add();
    for (int column = 0; column < width; column++) {
      rows.set(id, column, row[column]);
    }
    slots.set(slot, 0, id + 1L);
    last = id;
    if (2L * rows.size() > slotMask) {
      grow();
    }
    return id;
  }

  private void grow() {
    slots.release();
    slots = slots(2 * (slotMask + 1));
    long[] row = new long[width];
    for (int id = 0; id < rows.size(); id++) {
      for (int column = 0; column < width; column++) {
        row[column] = rows.get(id, column);
      }
      long slot = hash(row) & slotMask;
      while (slots.get(slot, 0) != 0) {
        slot = (slot + 1) & slotMask;
      }
      slots.set(slot, 0, id + 1L);
    }
  }

  private LongTable slots(long count) {
    slotMask = count - 1;
    int bits = Math.min(MAX_SEGMENT_BITS, Long.numberOfTrailingZeros(count));
    LongTable free = new LongTable(storage, 1, bits);
    free.resize(count);
    return free;
  }

  private boolean equals(int id, long[] row) {
    for (int column = 0; column < width; column++) {
      if (rows.get(id, column) != row[column]) {
        return false;
      }
    }
    return true;
  }

  private static long hash(long[] row) {
    long hash = SEED;
    for (long value : row) {
      hash = mix(hash ^ value);
    }
    return hash;
  }

  /** The finalizer of MurmurHash3 (public domain), after a multiplication with the seed. */
  public static long mix(long value) {
    long mixed = value * SEED;
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
