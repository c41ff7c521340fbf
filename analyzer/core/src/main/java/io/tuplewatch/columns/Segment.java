package io.tuplewatch.columns;

/**
 * Some thousand rows of a table, on the heap. As long as {@link MappedSegment} is not loaded, which
 * is until the memory of a {@link Storage} is used up, its methods are nobody else's, and even the
 * first compiler puts them where they are asked for: they are short for that. Different threads may
 * write different rows.
 */
class Segment {

  static final int SHIFT = 12;

  /** Rows in one. */
  static final int ROWS = 1 << SHIFT;

  private static final int MASK = ROWS - 1;

  private final int width;
  private final long[] numbers;

  /** So many numbers, all 0, in rows of {@code width}. */
  Segment(int length, int width) {
    this.width = width;
    this.numbers = new long[length];
  }

  /** Where a row of the table begins. */
  final int index(int row) {
    return (row & MASK) * width;
  }

  /** A value of a row of the table. */
  long get(int row, int column) {
    return numbers[index(row) + column];
  }

  void set(int row, int column, long value) {
    numbers[index(row) + column] = value;
  }

  /** Numbers in all rows. */
  int length() {
    return numbers.length;
  }
}
