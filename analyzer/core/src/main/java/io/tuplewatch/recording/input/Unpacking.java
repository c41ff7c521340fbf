package io.tuplewatch.recording.input;

import io.tuplewatch.columns.TemporaryFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks into temporary files, within caps: what a few bytes unpack to must not fill the disk.
 * Recordings pack 3 to 20 times. Not thread-safe.
 */
final class Unpacking {

  private static final int BUFFER = 1 << 20;
  private static final long RATIO_COUNTS_FROM = 64L << 20;

  /**
   * An open temporary file.
   *
   * @param problem why it holds only the beginning; null if it is all there
   */
  record Result(FileChannel channel, @Nullable String problem) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private final int maxRatio;
  private long bytesLeft;

  /**
   * @param maxRatio how many times larger than packed, from 64 MiB on
   * @param maxBytes of all that is unpacked
   */
  Unpacking(int maxRatio, long maxBytes) {
    this.maxRatio = maxRatio;
    this.bytesLeft = maxBytes;
  }

  static Unpacking withUsualCaps() {
    return new Unpacking(200, 64L << 30);
  }

  /**
   * What is packed in {@code in}, or that itself if it is not packed. What xz needs to unpack is
   * said by the file, so it is bounded, too.
   */
  static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream packed = new BufferedInputStream(in, 1 << 16);
    packed.mark(FileKind.BYTES);
    FileKind kind = FileKind.of(packed.readNBytes(FileKind.BYTES));
    packed.reset();
    return switch (kind) {
      case GZIP -> new GZIPInputStream(packed, 1 << 16);
      case XZ -> new XZInputStream(packed, xzMemoryKiB());
      default -> packed;
    };
  }

  /** A quarter of the largest heap; xz -9 needs 65 MiB. */
  private static int xzMemoryKiB() {
    return (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4096);
  }

  /** Takes {@code in} to its end or to a cap; damage ends it too, and keeps what came before. */
  Result unpack(InputStream in, long packedSize) throws IOException {
    FileChannel channel = TemporaryFile.open();
    try {
      return new Result(channel, copy(in, channel, packedSize));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private @Nullable String copy(InputStream in, FileChannel channel, long packedSize)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    while (true) {
      int read;
      try {
        read = in.readNBytes(buffer, 0, buffer.length);
      } catch (EOFException | ZipException | XZIOException e) {
        return "is a damaged archive: " + e.getMessage();
      }
      if (read == 0) {
        return null;
      }
      size += read;
      bytesLeft -= read;
      if (bytesLeft < 0) {
        return "unpacks to more than may be unpacked at once";
      }
      if (size > RATIO_COUNTS_FROM && size / maxRatio > packedSize) {
        return "unpacks to more than " + maxRatio + " times its size";
      }
      write(ByteBuffer.wrap(buffer, 0, read), channel);
    }
  }

  private static void write(ByteBuffer bytes, FileChannel channel) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw TemporaryFile.full(e);
    }
  }
}
