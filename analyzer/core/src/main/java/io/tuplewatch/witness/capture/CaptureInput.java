package io.tuplewatch.witness.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window that moves forward over a capture. Its memory is that of the longest record asked for.
 * Not thread-safe.
 */
final class CaptureInput {

  /** Longer records are taken for damage. */
  static final int LONGEST = 1 << 24;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int position;
  private int limit;
  private long passed;
  private boolean ended;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  /** Whether so many bytes, at most {@link #LONGEST}, follow the position; reads them if so. */
  boolean has(int bytes) throws IOException {
    while (limit - position < bytes && !ended) {
      makeRoom(bytes);
      int read = in.read(buffer, limit, buffer.length - limit);
      ended = read < 0;
      limit += Math.max(0, read);
    }
    return limit - position >= bytes;
  }

  private void makeRoom(int bytes) {
    if (buffer.length - position < bytes) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    if (buffer.length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(bytes, 2 * buffer.length));
    } else if (limit == buffer.length) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
  }

  /** Moves forward over bytes that {@link #has} has found. */
  void pass(int bytes) {
    position += bytes;
    passed += bytes;
  }

  /** How far the position is from the beginning. */
  long passed() {
    return passed;
  }

  /** Whether anything follows. */
  boolean atEnd() throws IOException {
    return !has(1);
  }

  /** The bytes; those from {@link #position} on are valid until the next {@link #has}. */
  byte[] bytes() {
    return buffer;
  }

  /** Where in {@link #bytes} the next byte is. */
  int position() {
    return position;
  }

  /** An int so many bytes ahead. */
  int intAt(int ahead, boolean bigEndian) {
    int at = position + ahead;
    int value =
        (buffer[at] & 0xFF) << 24
            | (buffer[at + 1] & 0xFF) << 16
            | (buffer[at + 2] & 0xFF) << 8
            | (buffer[at + 3] & 0xFF);
    return bigEndian ? value : Integer.reverseBytes(value);
  }

  /** An unsigned short so many bytes ahead. */
  int shortAt(int ahead, boolean bigEndian) {
    int first = buffer[position + ahead] & 0xFF;
    int second = buffer[position + ahead + 1] & 0xFF;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }
}
