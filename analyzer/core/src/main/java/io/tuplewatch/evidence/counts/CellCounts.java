package io.tuplewatch.evidence.counts;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowOrder;
import io.tuplewatch.columns.Storage;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Connects counted by the second of their start, the closing side of the previous use and the idle
 * bin: how many, and how many failed in each mode. Made for connects that come in order of their
 * seconds, mostly; 24 bytes for each cell in use, which may be in a temporary file. Not
 * thread-safe.
 */
public final class CellCounts {

  /** Closing sides, {@link io.tuplewatch.events.ClosedBy}, and none. */
  public static final int CLOSING_SIDES = 8;

  /** Closing sides in each class of {@link RecentConnects}. */
  public static final int SIDES = CLOSING_SIDES * RecentConnects.CLASSES;

  private static final int BINS = 2048;
  private static final int MODE_BITS = 2;

  /** Columns of a cell: its key, then counters in pairs, the first of each in the upper half. */
  private static final int KEY = 0;

  private static final int COUNTERS = 1;
  private static final int WIDTH = 3;

  private final Storage storage;

  /**
   * Cells by second, side and bin, unless {@code inDisorder}; there, a cell may come repeatedly.
   */
  private LongTable cells;

  private boolean inDisorder;

  /** Connects of {@code second}: side, bin, and mode + 1. */
  private int[] connects = new int[16];

  private int count;
  private long second;

  /** Told of every cell. */
  public interface Visitor {
    /** {@code failed}: by {@link FailureMode#column}; valid during the call. */
    void cell(long second, int side, int bin, int connects, int[] failed);
  }

  /** Cells go where {@code storage} has room. */
  public CellCounts(Storage storage) {
    this.storage = storage;
    this.cells = new LongTable(storage, WIDTH);
  }

  /**
   * Counts a connect.
   *
   * @param atSecond of the clock that orders the connects
   * @param mode {@link FailureMode#column}; -1 if it worked
   */
  public void add(long atSecond, int side, int bin, int mode) {
    if (atSecond != second) {
      countSecond();
      second = atSecond;
    }
    if (count == connects.length) {
      connects = Arrays.copyOf(connects, 2 * count);
    }
    connects[count++] = (side * BINS + bin) << MODE_BITS | (mode + 1);
  }

  /** Gives the room back; nothing must be asked afterward. */
  public void release() {
    cells.release();
  }

  /**
   * Visits all cells in order of second, side and bin. O(n); O(n log n) for what came in disorder.
   */
  public void inOrder(Visitor visitor) {
    countSecond();
    if (inDisorder) {
      sort();
    }
    int[] failed = new int[FailureMode.COUNT];
    for (long row = 0; row < cells.size(); row++) {
      long key = cells.get(row, KEY);
      long first = cells.get(row, COUNTERS);
      long rest = cells.get(row, COUNTERS + 1);
      failed[0] = (int) first;
      failed[1] = (int) (rest >>> Integer.SIZE);
      failed[2] = (int) rest;
      int bin = (int) Math.floorMod(key, (long) BINS);
      long secondAndSide = Math.floorDiv(key, (long) BINS);
      visitor.cell(
          Math.floorDiv(secondAndSide, (long) SIDES),
          (int) Math.floorMod(secondAndSide, (long) SIDES),
          bin,
          (int) (first >>> Integer.SIZE),
          failed);
    }
  }

  /** The connects of the second become cells. */
  private void countSecond() {
    Arrays.sort(connects, 0, count);
    for (int i = 0; i < count; i++) {
      long key = second * SIDES * BINS + (connects[i] >>> MODE_BITS);
      long cell = cell(key);
      int mode = (connects[i] & ((1 << MODE_BITS) - 1)) - 1;
      count(cell, 0);
      if (mode >= 0) {
        count(cell, 1 + mode);
      }
    }
    count = 0;
  }

  /** The last one if that is its key, else a new one. */
  private long cell(long key) {
    long last = cells.size() - 1;
    if (last >= 0 && cells.get(last, KEY) == key) {
      return last;
    }
    inDisorder |= last >= 0 && cells.get(last, KEY) > key;
    long cell = cells.add();
    cells.set(cell, KEY, key);
    return cell;
  }

  private void count(long cell, int counter) {
    int column = COUNTERS + counter / 2;
    long one = counter % 2 == 0 ? 1L << Integer.SIZE : 1;
    cells.set(cell, column, cells.get(cell, column) + one);
  }

  private void sort() {
    LongTable unsorted = cells;
    LongTable order =
        RowOrder.of(
            storage, unsorted.size(), row -> unsorted.get(row, KEY), Comparator.naturalOrder());
    cells = new LongTable(storage, WIDTH);
    for (long i = 0; i < order.size(); i++) {
      long row = order.get(i, 0);
      long cell = cell(unsorted.get(row, KEY));
      for (int column = COUNTERS; column < WIDTH; column++) {
        cells.set(cell, column, cells.get(cell, column) + unsorted.get(row, column));
      }
    }
    order.release();
    unsorted.release();
    inDisorder = false;
  }
}
