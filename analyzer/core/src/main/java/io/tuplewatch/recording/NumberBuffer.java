package io.tuplewatch.recording;

import java.util.Arrays;

/** Numbers in as few bytes as they need, seven bits to a byte. Not thread-safe. */
final class NumberBuffer {

  private static final int LONGEST = 10;

  private byte[] bytes = new byte[64];
  private int size;

  /** A number that is small, and 0 or more, at most times. */
  void unsigned(long number) {
    reserve(LONGEST);
    long left = number;
    while ((left & ~0x7FL) != 0) {
      bytes[size++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** A number that is near 0, above or below, at most times. */
  void signed(long number) {
    unsigned((number << 1) ^ (number >> 63));
  }

  /** A number that may be any. */
  void fixed(long number) {
    reserve(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      bytes[size++] = (byte) (number >>> shift);
    }
  }

  void append(NumberBuffer other) {
    append(other.bytes, other.size);
  }

  void append(byte[] more, int length) {
    reserve(length);
    System.arraycopy(more, 0, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
