package io.tuplewatch.columns;

/**
 * A number from 0 up that takes some bits of a long, so that several share one. Its width follows
 * from the largest number that it holds: an enum with more constants makes its field wider, and a
 * long that has no room for all of its fields is refused when the fields are declared. A record,
 * since the compiler takes the fields of static final records for constants.
 *
 * @param shift how many bits lie below it, 0 to 63
 * @param bits its width, 1 or more
 */
public record BitField(int shift, int bits) {

  /**
   * Refuses a field that does not fit.
   *
   * @throws IllegalArgumentException if a long has no room for it
   */
  public BitField {
    if (shift < 0 || bits < 1 || shift + bits > Long.SIZE) {
      throw new IllegalArgumentException("bits " + shift + " to " + (shift + bits) + " of a long");
    }
  }

  /** The lowest field of a long, for numbers from 0 to {@code most}, which is 0 or more. */
  public static BitField lowest(long most) {
    return new BitField(0, width(most));
  }

  /** The field above this one, for numbers from 0 to {@code most}, which is 0 or more. */
  public BitField next(long most) {
    return new BitField(shift + bits, width(most));
  }

  private static int width(long most) {
    return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(most));
  }

  /** A number as this field, all other bits 0; it must not be larger than the field holds. */
  public long put(long number) {
    return number << shift;
  }

  /** The number that is in a long. */
  public long get(long word) {
    return word >>> shift & mask();
  }

  /** A long without the number. */
  public long clear(long word) {
    return word & ~(mask() << shift);
  }

  /** The largest number that it holds, which is all ones. */
  public long mask() {
    return -1L >>> (Long.SIZE - bits);
  }
}
