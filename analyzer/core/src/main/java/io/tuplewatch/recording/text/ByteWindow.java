package io.tuplewatch.recording.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes, and the same bytes as longs: eight bytes that begin anywhere are put together of two
 * elements of an array, which costs little even before the code is compiled well. Not thread-safe.
 */
public final class ByteWindow {

  /** So many bytes behind the last one are looked at. */
  public static final int LOOKED_AT = ShortTexts.LONGEST + Long.BYTES;

  private byte[] bytes = {};
  private long[] words = {};

  /** Shows the first {@code count} bytes of an array, and {@link #LOOKED_AT} more behind them. */
  public void show(byte[] source, int count) {
    int length = Math.min(source.length, count + LOOKED_AT) / Long.BYTES;
    if (words.length < length + 1) {
      words = new long[length + 1];
    }
    bytes = source;
    ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(0, words, 0, length);
  }

  /** The bytes. */
  byte[] bytes() {
    return bytes;
  }

  /** The eight bytes from {@code at} on, the first one lowest. */
  public long word(int at) {
    return word(words, at);
  }

  private static long word(long[] words, int at) {
    int shift = at << 3;
    return words[at >>> 3] >>> shift | words[(at >>> 3) + 1] << 1 << ~shift;
  }

  /** Bytes of the text at {@code at}; as {@link TextEncoding#length}. */
  public int textLength(int at, int end) {
    long word = word(at);
    int encoding = (int) word & 0xFF;
    if (encoding <= TextEncoding.EMPTY) {
      return 1;
    }
    int count = (int) (word >>> Byte.SIZE) & 0xFF;
    if (count <= Byte.MAX_VALUE && encoding <= TextEncoding.LATIN_1) {
      if (encoding == TextEncoding.POOL) {
        return 2;
      }
      if (count <= end - at && (encoding != TextEncoding.CHARS || isAscii(at + 2, count))) {
        return count + 2;
      }
    }
    return TextEncoding.length(bytes, at, end);
  }

  private boolean isAscii(int from, int count) {
    int at = from;
    for (int left = count; left > 0; left -= Long.BYTES) {
      long mask = left >= Long.BYTES ? -1 : ByteStrings.firstBytes(left);
      if ((word(at) & mask & Varint.HIGH_BITS) != 0) {
        return false;
      }
      at += Long.BYTES;
    }
    return true;
  }
}
