package io.tuplewatch.recording.text;

/**
 * Numbers in base 128, least significant group first; a ninth byte holds eight bits. Length and
 * value apart: the processor predicts the length, which is nearly always the last one's, and goes
 * on to the next field before it has the value.
 */
public final class Varint {

  /** Longest encoding, bytes. */
  public static final int LONGEST = 9;

  static final long HIGH_BITS = 0x8080808080808080L;

  private Varint() {}

  /** Bytes of the number at {@code at}; {@link #LONGEST} bytes must be there to look at. */
  public static int length(byte[] bytes, int at) {
    if (bytes[at] >= 0) {
      return 1;
    }
    if (bytes[at + 1] >= 0) {
      return 2;
    }
    if (bytes[at + 2] >= 0) {
      return 3;
    }
    return length(ByteStrings.word(bytes, at));
  }

  /** The number of {@code length} bytes at {@code at}. */
  public static long value(byte[] bytes, int at, int length) {
    if (length == 1) {
      return bytes[at];
    }
    if (length == 2) {
      return (bytes[at] & 0x7F) | bytes[at + 1] << 7;
    }
    int first = Math.min(length, Long.BYTES);
    long word = ByteStrings.word(bytes, at) & (-1L >>> (Long.SIZE - Byte.SIZE * first));
    long ninth = length == LONGEST ? (long) bytes[at + LONGEST - 1] << 56 : 0;
    return groups(word) | ninth;
  }

  /** Writes a number at {@code at}, at most {@link #LONGEST} bytes, and returns how many. */
  public static int put(long number, byte[] bytes, int at) {
    long left = number;
    int end = at;
    while (end < at + LONGEST - 1 && (left & ~0x7FL) != 0) {
      bytes[end++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[end++] = (byte) left;
    return end - at;
  }

  /** Bytes of the number with which a word begins, the first byte lowest. */
  public static int length(long word) {
    long ends = ~word & HIGH_BITS;
    return ends == 0 ? LONGEST : (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
  }

  /** The number of {@code length} bytes, not {@link #LONGEST}, with which a word begins. */
  public static long value(long word, int length) {
    return groups(word & -1L >>> -(length << 3));
  }

  /** The number of {@link #LONGEST} bytes that begins with a word, and its last byte. */
  public static long value(long word, long ninth) {
    return groups(word) | ninth << 56;
  }

  /** Groups of 7 bits pushed together, two, four and eight at a time. */
  private static long groups(long word) {
    long by7 = word & ~HIGH_BITS;
    long by14 = (by7 & 0x007F007F007F007FL) | (by7 & 0x7F007F007F007F00L) >>> 1;
    long by28 = (by14 & 0x00003FFF00003FFFL) | (by14 & 0x3FFF00003FFF0000L) >>> 2;
    return (by28 & 0x000000000FFFFFFFL) | (by28 & 0x0FFFFFFF00000000L) >>> 4;
  }
}
