package io.tuplewatch.columns;

import java.nio.LongBuffer;

/** Rows in the temporary file. */
final class MappedSegment extends Segment {

  private final LongBuffer numbers;

  private MappedSegment(LongBuffer numbers, int width) {
    super(0, width);
    this.numbers = numbers;
  }

  /**
   * Rows of {@code width} in a buffer. A method, so that who calls it can be verified without this
   * class, which then is not loaded.
   */
  static Segment of(LongBuffer numbers, int width) {
    return new MappedSegment(numbers, width);
  }

  /** The buffer of a segment that is such a one. */
  static LongBuffer buffer(Segment segment) {
    return ((MappedSegment) segment).numbers;
  }

  @Override
  long get(int row, int column) {
    return numbers.get(index(row) + column);
  }

  @Override
  void set(int row, int column, long value) {
    numbers.put(index(row) + column, value);
  }

  @Override
  int length() {
    return numbers.capacity();
  }
}
