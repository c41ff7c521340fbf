package io.tuplewatch.recording.format;

import io.tuplewatch.recording.text.TextEncoding;
import io.tuplewatch.recording.text.Varint;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * One chunk, read through a window that moves over it, so that a chunk may have any size. Positions
 * are bytes from the chunk's start. Nothing is read beyond the limit, and no length or count found
 * in the chunk is believed before the bytes are there. Not thread-safe; the channel may be shared.
 */
public final class ChunkInput {

  private static final int WINDOW = 1 << 18;
  private static final int LONGEST_TEXT = 1 << 20;

  /** So much may be looked at behind what there is. */
  public static final int SLACK = 6 * Long.BYTES;

  private final FileChannel channel;
  private final long start;
  private final long size;

  /** The bytes from {@code windowStart} on, then at least {@link #SLACK} more. */
  private byte[] window = new byte[WINDOW + SLACK];

  private long windowStart;
  private int filled;
  private int at;
  private long limit;

  public ChunkInput(FileChannel channel, ChunkHeader header) {
    this.channel = channel;
    this.start = header.position();
    this.size = header.size();
    this.limit = size;
  }

  public long size() {
    return size;
  }

  long position() {
    return windowStart + at;
  }

  /** Goes to {@code position}, with a new limit behind it. */
  public void seek(long position, long newLimit) throws IOException {
    if (position < 0 || newLimit > size || position > newLimit) {
      throw new IOException("a position outside of the chunk");
    }
    limit = newLimit;
    if (position >= windowStart && position <= windowStart + filled) {
      at = (int) (position - windowStart);
    } else {
      windowStart = position;
      filled = 0;
      at = 0;
    }
  }

  /** Sets the limit, at most {@code most} bytes off, and makes the window hold all up to it. */
  public void limit(long newLimit, long most) throws IOException {
    if (newLimit > size || newLimit - position() > most) {
      throw new IOException("an event of " + (newLimit - position()) + " bytes");
    }
    limit = newLimit;
    if (newLimit - windowStart > filled) {
      fill((int) Math.max(0, newLimit - position()));
    }
  }

  /**
   * Goes to {@code position} and makes the window hold so many bytes from it on, or all there are.
   */
  public void show(long position, int bytes) throws IOException {
    seek(position, size);
    fill((int) Math.min(bytes, size - position));
  }

  /** Index in the window behind the last byte that it holds. */
  public int filled() {
    return filled;
  }

  /** Goes on by {@code bytes} that are in the window. */
  void pass(int bytes) {
    at += bytes;
  }

  public long remaining() {
    return limit - position();
  }

  /** The window, for texts; valid from {@link #at()} until anything else is read. */
  public byte[] window() {
    return window;
  }

  /** Index of the position in the window. */
  public int at() {
    return at;
  }

  public byte readByte() throws IOException {
    if (at >= filled) {
      fill(1);
    }
    return window[at++];
  }

  public long readVarint() throws IOException {
    if (filled - at < Varint.LONGEST) {
      fillAtMost(Varint.LONGEST);
    }
    int length = Varint.length(window, at);
    long value = Varint.value(window, at, length);
    at += length;
    return value;
  }

  /** A number of things each of which takes a byte at least. */
  public int readCount() throws IOException {
    long count = readVarint();
    if (count < 0 || count > remaining() || count > Integer.MAX_VALUE) {
      throw new IOException("an impossible count at byte " + position());
    }
    return (int) count;
  }

  void skip(long bytes) throws IOException {
    if (bytes < 0 || bytes > remaining()) {
      throw new EOFException("ends too soon");
    }
    if (bytes <= filled - at) {
      at += (int) bytes;
    } else {
      seek(position() + bytes, limit);
    }
  }

  void skipVarints(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      if (filled - at < Varint.LONGEST) {
        fillAtMost(Varint.LONGEST);
      }
      at += Varint.length(window, at);
    }
  }

  /** Skips a text of any encoding. */
  void skipText() throws IOException {
    byte encoding = readByte();
    switch (encoding) {
      case TextEncoding.NULL, TextEncoding.EMPTY -> {}
      case TextEncoding.POOL -> skipVarints(1);
      case TextEncoding.UTF_8, TextEncoding.LATIN_1 -> skip(readCount());
      case TextEncoding.CHARS -> skipVarints(readCount());
      default -> throw new IOException("a text of unknown encoding " + encoding);
    }
  }

  /**
   * Skips a text and returns its length in bytes; they are then in the window before {@link #at()}.
   */
  public int passText() throws IOException {
    long from = position();
    skipText();
    long length = position() - from;
    if (length > LONGEST_TEXT) {
      throw new IOException("a text of " + length + " bytes");
    }
    if (from < windowStart || at > filled) {
      seek(from, limit);
      fill((int) length);
      at += (int) length;
    }
    return (int) length;
  }

  /** Fails if more has been read than there is. */
  public void requireNotPassed() throws IOException {
    if (position() > limit) {
      throw new EOFException("ends too soon");
    }
  }

  /** Makes {@code count} bytes available, or what there is up to the limit, and zeros. */
  private void fillAtMost(int count) throws IOException {
    if (remaining() < 0) {
      throw new EOFException("ends too soon");
    }
    fill((int) Math.min(count, remaining()));
    if (filled - at < Varint.LONGEST) {
      Arrays.fill(window, filled, at + Varint.LONGEST, (byte) 0);
    }
  }

  private void fill(int count) throws IOException {
    if (count > remaining()) {
      throw new EOFException("ends too soon");
    }
    if (count <= filled - at) {
      return;
    }
    int kept = Math.max(0, filled - at);
    byte[] target = count <= window.length - SLACK ? window : new byte[count + SLACK];
    System.arraycopy(window, at, target, 0, kept);
    window = target;
    windowStart += at;
    at = 0;
    filled = kept;
    read(count);
  }

  /** Reads as much as fits, {@code least} at least. */
  private void read(int least) throws IOException {
    int most = (int) Math.min(window.length - SLACK - filled, size - windowStart - filled);
    ByteBuffer target = ByteBuffer.wrap(window, filled, most);
    while (filled < least) {
      int read = channel.read(target, start + windowStart + filled);
      if (read < 0) {
        throw new EOFException("has become shorter while it was read");
      }
      filled += read;
    }
  }
}
