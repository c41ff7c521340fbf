package io.tuplewatch.columns;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * A growing table of longs: rows of a fixed width, numbered from 0, new ones all 0. Adding rows is
 * for one thread; after that any thread may read, and write rows of its own.
 */
public final class LongTable {

  private static final int SHIFT = 12;
  private static final int MASK = (1 << SHIFT) - 1;
  private static final int FIRST_SEGMENTS = 4;
  private static final int FIRST_ROWS = 16;

  private final Storage storage;
  private final int width;
  private LongBuffer[] segments = new LongBuffer[FIRST_SEGMENTS];
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
    if (room < 1 << SHIFT) {
      replaceFirst((int) Math.min(rows, 1 << SHIFT));
    }
    while ((long) segmentCount << SHIFT < rows) {
      if (segmentCount == segments.length) {
        segments = Arrays.copyOf(segments, 2 * segmentCount);
      }
      segments[segmentCount++] = storage.allocate(width << SHIFT);
    }
    room = segmentCount == 1 ? segments[0].capacity() / width : (long) segmentCount << SHIFT;
  }

  private void replaceFirst(int rows) {
    LongBuffer larger = storage.allocate(width * Math.max(FIRST_ROWS, powerOfTwo(rows)));
    if (segmentCount == 1) {
      larger.put(0, segments[0], 0, segments[0].capacity());
      storage.release(segments[0]);
    }
    segments[0] = larger;
    segmentCount = 1;
  }

  /** The least that is not below {@code rows}. */
  private static int powerOfTwo(int rows) {
    return rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
  }

  public long get(long row, int column) {
    return segments[(int) (row >>> SHIFT)].get(((int) row & MASK) * width + column);
  }

  public void set(long row, int column, long value) {
    segments[(int) (row >>> SHIFT)].put(((int) row & MASK) * width + column, value);
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
    segments = new LongBuffer[FIRST_SEGMENTS];
    segmentCount = 0;
    room = 0;
    size = 0;
  }
}
