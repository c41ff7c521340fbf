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

  /** Rows of {@code width} longs, 1 to 3. */
  public RowIds(int width) {
    this.width = width;
    this.rows = new long[FIRST_ROWS * width];
  }

  /** Number of a row of one long, which is new if it equals the size before. */
  public int idOf(long first) {
    int at = roomForOne();
    rows[at] = first;
    return idOfStaged(at);
  }

  /** Number of a row of two longs, which is new if it equals the size before. */
  public int idOf(long first, long second) {
    int at = roomForOne();
    rows[at] = first;
    rows[at + 1] = second;
    return idOfStaged(at);
  }

  /** Number of a row of three longs, which is new if it equals the size before. */
  public int idOf(long first, long second, long third) {
    int at = roomForOne();
    rows[at] = first;
    rows[at + 1] = second;
    rows[at + 2] = third;
    return idOfStaged(at);
  }

  /** Where a row that may be new is put, behind those that are known. */
  private int roomForOne() {
    int at = size * width;
    if (at + width > rows.length) {
      rows = Arrays.copyOf(rows, Math.multiplyExact(2, rows.length));
    }
    return at;
  }

  private int idOfStaged(int at) {
    if (last >= 0 && equals(last * width, at)) {
      return last;
    }
    int slot = slot(at);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (equals(id * width, at)) {
        last = id;
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    last = size++;
    slots[slot] = size;
    if (2 * size > slots.length) {
      grow();
    }
    return last;
  }

  /** A value of the row with this number. */
  public long get(int id, int column) {
    return rows[id * width + column];
  }

  public int size() {
    return size;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(2, slots.length)];
    for (int id = 0; id < size; id++) {
      int slot = slot(id * width);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = id + 1;
    }
  }

  private boolean equals(int one, int other) {
    for (int column = 0; column < width; column++) {
      if (rows[one + column] != rows[other + column]) {
        return false;
      }
    }
    return true;
  }

  private int slot(int at) {
    long hash = 0;
    for (int column = 0; column < width; column++) {
      hash = mix(hash ^ rows[at + column]);
    }
    return (int) hash & (slots.length - 1);
  }

  /** A step of a hash: multiplication with a secret, its high bits brought down. */
  public static long mix(long value) {
    long mixed = scramble(value);
    return mixed ^ (mixed >>> 32) ^ (mixed >>> 47);
  }

  /** Does the same where only high bits are taken. */
  public static long scramble(long value) {
    return value * SEED;
  }
}
