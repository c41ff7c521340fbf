package io.tuplewatch.columns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Room for tables: arrays up to a budget, which is a part of the heap, then a memory-mapped
 * temporary file that is gone when the process ends, however it ends. Thread-safe.
 */
public final class Storage {

  private static final int BLOCK = 1 << 20;

  /** Mapped at once: a process may hold some 65,000 mappings. */
  private static final int REGION = 64 * BLOCK;

  private static final long FOR_READING = 128L << 20;

  private long memoryLeft;
  private @Nullable FileChannel file;

  /** Rooms in the file that are free again, by length. */
  private final Map<Integer, Deque<LongBuffer>> released = new HashMap<>();

  private long fileSize;
  private ByteBuffer region = ByteBuffer.allocate(0);

  /** {@code memoryBytes} is what may be taken from the heap, 0 or more. */
  public Storage(long memoryBytes) {
    memoryLeft = memoryBytes;
  }

  /** Makes a storage of as much as a quarter of the largest heap, less of a small one. */
  public static Storage ofThisProcess() {
    return new Storage(Math.max(0, (Runtime.getRuntime().maxMemory() - FOR_READING) / 4));
  }

  /**
   * Room for some rows of {@code width} numbers, all 0.
   *
   * @throws UncheckedIOException if the temporary file cannot grow
   */
  synchronized Segment allocate(int rows, int width) {
    int length = rows * width;
    long bytes = (long) length * Long.BYTES;
    if (bytes > memoryLeft) {
      return MappedSegment.of(inFile(length), width);
    }
    memoryLeft -= bytes;
    return new Segment(length, width);
  }

  /**
   * Gives back what {@link #allocate} took: room of the file serves again as it is, that of the
   * heap is the collector's.
   */
  synchronized void release(Segment segment) {
    if (segment.getClass() == Segment.class) {
      memoryLeft += (long) segment.length() * Long.BYTES;
    } else {
      LongBuffer room = MappedSegment.buffer(segment);
      released.computeIfAbsent(room.capacity(), size -> new ArrayDeque<>()).push(room);
    }
  }

  /** Bytes of the temporary file. */
  synchronized long fileSize() {
    return fileSize;
  }

  private LongBuffer inFile(int length) {
    Deque<LongBuffer> same = released.get(length);
    if (same == null || same.isEmpty()) {
      return fresh(length * Long.BYTES);
    }
    LongBuffer used = same.pop();
    for (int i = 0; i < length; i++) {
      used.put(i, 0);
    }
    return used;
  }

  private LongBuffer fresh(int bytes) {
    if (region.remaining() < bytes) {
      region = newRegion(Math.max(REGION, bytes));
    }
    ByteBuffer room = region.slice(region.position(), bytes);
    region.position(region.position() + bytes);
    return room.order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  private ByteBuffer newRegion(int bytes) {
    try {
      if (file == null) {
        file = TemporaryFile.open();
      }
      // Written first: a full disk is an exception here, but a crash in a mapped hole.
      ByteBuffer zeros = ByteBuffer.allocate(BLOCK);
      for (long done = 0; done < bytes; done += BLOCK) {
        zeros.clear();
        while (zeros.hasRemaining()) {
          file.write(zeros, fileSize + done + zeros.position());
        }
      }
      ByteBuffer mapped = file.map(MapMode.READ_WRITE, fileSize, bytes);
      fileSize += bytes;
      return mapped;
    } catch (IOException e) {
      throw new UncheckedIOException(TemporaryFile.full(e));
    }
  }
}
