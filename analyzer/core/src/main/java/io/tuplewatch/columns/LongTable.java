package io.tuplewatch.columns;

import java.util.Arrays;

/**
 * A growing table of longs: rows of a fixed width, numbered from 0, new ones all 0. Adding rows is
 * for one thread; after that any thread may read, and write rows of its own.
 */
public final class LongTable {

  private static final int FIRST_SEGMENTS = 4;
  private static final int FIRST_ROWS = 16;

  private final Storage storage;
  private final int width;

  private Segment[] segments = new Segment[FIRST_SEGMENTS];
  private int segmentCount;
  private long room;
  private long size;

  /**
   * Rows of {@code width} longs, 1 or more. Room is taken in steps of 4,096 rows; for fewer, the
   * next power of two: there may be a table for each of many destinations.
   */
  public LongTable(Storage storage, int width) {
    this.storage = storage;
    this.width = width;
  }

  public long size() {
    return size;
  }

  /** Adds a row of zeros and returns its number. */
  public long add() {
    resize(size + 1);
    return size - 1;
  }

  /** Adds rows of zeros, or drops the last ones, for good: their room is kept, with its values. */
  public void resize(long rows) {
    if (rows > room) {
      grow(rows);
    }
    size = rows;
  }

  private void grow(long rows) {
    if (room < Segment.ROWS) {
      replaceFirst((int) Math.min(rows, Segment.ROWS));
    }
    while (room < rows) {
      if (segmentCount == segments.length) {
        segments = Arrays.copyOf(segments, 2 * segmentCount);
      }
      segments[segmentCount++] = storage.allocate(Segment.ROWS, width);
      room = (long) segmentCount * Segment.ROWS;
    }
  }

  private void replaceFirst(int rows) {
    room = Math.max(FIRST_ROWS, powerOfTwo(rows));
    Segment larger = storage.allocate((int) room, width);
    if (segmentCount == 1) {
      Segment first = segments[0];
      for (int index = 0; index < first.length(); index++) {
        larger.set(index / width, index % width, first.get(index / width, index % width));
      }
      storage.release(first);
    }
    segments[0] = larger;
    segmentCount = 1;
  }

  /** The least that is not below {@code rows}. */
  private static int powerOfTwo(int rows) {
    return rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
  }

  public long get(long row, int column) {
    return segments[(int) (row >>> Segment.SHIFT)].get((int) row, column);
  }

  public void set(long row, int column, long value) {
    segments[(int) (row >>> Segment.SHIFT)].set((int) row, column, value);
  }

  /** Copies a row over another. */
  public void copy(long from, long to) {
    for (int column = 0; column < width; column++) {
      set(to, column, get(from, column));
    }
  }

  /** Gives the room back; the table must not be used afterward. */
  public void release() {
    for (int i = 0; i < segmentCount; i++) {
      storage.release(segments[i]);
    }
    segments = new Segment[FIRST_SEGMENTS];
    segmentCount = 0;
    room = 0;
    size = 0;
  }
}
