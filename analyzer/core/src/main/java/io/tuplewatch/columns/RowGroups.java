package io.tuplewatch.columns;

import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/**
 * Rows by the group that they belong to, those of a group in the order in which they came: a
 * counting sort. 8 bytes a row. Immutable, thread-safe.
 */
public final class RowGroups {

  private final LongTable rows;

  /** By group, where it ends. */
  private final int[] ends;

  /**
   * Groups rows. O(rows and groups).
   *
   * @param groups how many there may be
   * @param size how many rows there are
   * @param rowAt the rows, by 0 .. size - 1
   * @param groupOf of a row, 0 .. groups - 1; the same at each asking
   */
  public RowGroups(
      Storage storage, int groups, int size, LongUnaryOperator rowAt, LongToIntFunction groupOf) {
    rows = new LongTable(storage, 1);
    rows.resize(size);
    ends = new int[groups + 1];
    for (int i = 0; i < size; i++) {
      ends[groupOf.applyAsInt(rowAt.applyAsLong(i)) + 1]++;
    }
    for (int group = 1; group < ends.length; group++) {
      ends[group] += ends[group - 1];
    }
    for (int i = 0; i < size; i++) {
      long row = rowAt.applyAsLong(i);
      rows.set(ends[groupOf.applyAsInt(row)]++, 0, row);
    }
  }

  /** How many groups there may be. */
  public int groups() {
    return ends.length - 1;
  }

  /** Where a group begins; the group before ends there. */
  public int from(int group) {
    return group == 0 ? 0 : ends[group - 1];
  }

  /** Where the next group begins. */
  public int to(int group) {
    return ends[group];
  }

  /** The row at a place between {@link #from} and {@link #to} of its group. */
  public long row(int at) {
    return rows.get(at, 0);
  }

  /** Gives the room back; nothing must be asked afterward. */
  public void release() {
    rows.release();
  }
}
