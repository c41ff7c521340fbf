package io.tuplewatch.columns;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers distinct rows of longs from 0 in the order in which they come. Open addressing on the
 * heap; the hash is seeded anew in every process, so that no recording can be made to collide. O(1)
 * per row. Not thread-safe.
 */
public final class RowIds {

  private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;
  private static final int FIRST_ROWS = 16;

  private final int width;
  private long[] rows;
  private int[] slots = new int[4 * FIRST_ROWS]; // number of the row + 1; 0 = free
  private int size;
  private int last = -1;

  /** Rows of {@code width} longs. */
  public RowIds(int width) {
    this.width = width;
    this.rows = new long[FIRST_ROWS * width];
  }

  /** Number of the row, which is new if it equals the size before. */
  public int idOf(long... row) {
    if (last >= 0 && equals(last, row)) {
      return last;
    }
    int slot = slot(row);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (equals(id, row)) {
        last = id;
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(row, slot);
  }

  /** A value of the row with this number. */
  public long get(int id, int column) {
    return rows[id * width + column];
  }

  public int size() {
    return size;
  }

  private int add(long[] row, int slot) {
    if ((size + 1) * width > rows.length) {
      rows = Arrays.copyOf(rows, Math.multiplyExact(2, rows.length));
    }
    System.arraycopy(row, 0, rows, size * width, width);
    last = size++;
    slots[slot] = size;
    if (2 * size > slots.length) {
      grow();
    }
    return last;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(2, slots.length)];
    long[] row = new long[width];
    for (int id = 0; id < size; id++) {
      System.arraycopy(rows, id * width, row, 0, width);
      int slot = slot(row);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = id + 1;
    }
  }

  private boolean equals(int id, long[] row) {
    int at = id * width;
    for (int column = 0; column < width; column++) {
      if (rows[at + column] != row[column]) {
        return false;
      }
    }
    return true;
  }

  private int slot(long[] row) {
    long hash = 0;
    for (long value : row) {
      hash = mix(hash ^ value);
    }
    return (int) hash & (slots.length - 1);
  }

  /** A step of a hash: multiplication with a secret, its high bits brought down. */
  public static long mix(long value) {
    long mixed = scramble(value);
    return mixed ^ (mixed >>> 32) ^ (mixed >>> 47);
  }

  /** The same where only high bits are taken. */
  public static long scramble(long value) {
    return value * SEED;
  }
}
