package io.tuplewatch.columns;

import java.util.Arrays;

/**
 * A growing table of longs on the heap, as {@link LongTable} is for tables that may outgrow it:
 * rows of a fixed width, numbered from 0. In segments, so that growing copies nothing. Not
 * thread-safe.
 */
public final class Rows {

  private static final int SHIFT = 8;
  private static final int MASK = (1 << SHIFT) - 1;

  private final int width;
  private long[][] segments = new long[4][];
  private int size;

  /** Rows of {@code width} longs, 1 or more. */
  public Rows(int width) {
    this.width = width;
  }

  public int size() {
    return size;
  }

  /** Forgets all rows. */
  public void clear() {
    size = 0;
    segments = new long[4][];
  }

  /** Adds a row of zeros and returns its number. */
  public int add() {
    int segment = size >>> SHIFT;
    if ((size & MASK) == 0) {
      if (segment == segments.length) {
        segments = Arrays.copyOf(segments, 2 * segment);
      }
      segments[segment] = new long[width << SHIFT];
    }
    return size++;
  }

  public long get(int row, int column) {
    return segments[row >>> SHIFT][(row & MASK) * width + column];
  }

  public void set(int row, int column, long value) {
    segments[row >>> SHIFT][(row & MASK) * width + column] = value;
  }
}
