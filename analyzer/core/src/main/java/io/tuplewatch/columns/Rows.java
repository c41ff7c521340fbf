package io.tuplewatch.columns;

import java.util.Arrays;

/**
 * A growing table of longs on the heap, as {@link LongTable} is for tables that may outgrow it:
 * rows of a fixed width, numbered from 0. In segments, so that growing copies nothing. Not
 * thread-safe.
 */
public final class Rows {

  private static final int SHIFT = 10;
  private static final int MASK = (1 << SHIFT) - 1;

  private final int width;
  private final FreeSegments free;
  private long[][] segments = new long[4][];
  private long[] last = new long[0];
  private int size;

  /** Rows of {@code width} longs, 1 or more, in memory that others are done with if there is. */
  public Rows(int width, FreeSegments free) {
    this.width = width;
    this.free = free;
  }

  public int size() {
    return size;
  }

  /** Forgets all rows. */
  public void clear() {
    size = 0;
    segments = new long[4][];
    last = new long[0];
  }

  /** Forgets all rows and lets other tables have their memory. */
  public void release() {
    for (int segment = 0; segment << SHIFT < size; segment++) {
      free.give(segments[segment]);
    }
    clear();
  }

  /** Adds a row of arbitrary content, to be written as a whole, and returns its number. */
  public int add() {
    int segment = size >>> SHIFT;
    if ((size & MASK) == 0) {
      if (segment == segments.length) {
        segments = Arrays.copyOf(segments, 2 * segment);
      }
      last = free.take(width << SHIFT);
      segments[segment] = last;
    }
    return size++;
  }

  /** Where the last row is, from {@link #lastOffset} on: to write it as a whole. */
  public long[] lastSegment() {
    return last;
  }

  /** Index of the last row's first long in {@link #lastSegment}. */
  public int lastOffset() {
    return ((size - 1) & MASK) * width;
  }

  public long get(int row, int column) {
    return segments[row >>> SHIFT][(row & MASK) * width + column];
  }

  public void set(int row, int column, long value) {
    segments[row >>> SHIFT][(row & MASK) * width + column] = value;
  }
}
