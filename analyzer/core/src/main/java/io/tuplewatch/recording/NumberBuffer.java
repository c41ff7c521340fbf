package io.tuplewatch.recording;

import io.tuplewatch.recording.text.Varint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers, each a {@link Varint}, and texts, one after the other. Not thread-safe. */
final class NumberBuffer {

  private byte[] bytes = new byte[64];
  private int size;

  /** A number that is small, and 0 or more, at most times. */
  void unsigned(long number) {
    reserve(Varint.LONGEST);
    size += Varint.put(number, bytes, size);
  }

  /** A number that is near 0, above or below, at most times. */
  void signed(long number) {
    unsigned((number << 1) ^ (number >> 63));
  }

  /** Its length and one more, 0 for null, and its characters. */
  void text(@Nullable String text) {
    byte[] encoded = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    unsigned(text == null ? 0 : encoded.length + 1L);
    append(encoded, encoded.length);
  }

  void append(NumberBuffer other) {
    append(other.bytes, other.size);
  }

  private void append(byte[] more, int length) {
    reserve(length);
    System.arraycopy(more, 0, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** All of it, and as many bytes behind as {@link Varint} looks at. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size + Varint.LONGEST);
  }
}
