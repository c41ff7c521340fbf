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
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Room for tables: memory outside of the heap up to a budget, where no garbage collection moves it,
 * then a memory-mapped temporary file that is gone when the process ends, however it ends.
 * Thread-safe.
 */
public final class Storage {

  private static final int BLOCK = 1 << 20;

  /** Mapped at once: a process may hold some 65,000 mappings. */
  private static final int MOST_IN_REGION = 64 * BLOCK;

  private static final int LEAST_IN_REGION = 1 << 16;

  private static final long FOR_READING = 128L << 20;

  private long memoryLeft;
  private @Nullable FileChannel file;
  private final NavigableMap<Integer, Deque<LongBuffer>> released = new TreeMap<>();
  private long memorySize;
  private long fileSize;
  private ByteBuffer region = ByteBuffer.allocate(0);

  /** {@code memoryBytes} is what may be taken from memory, 0 or more. */
  public Storage(long memoryBytes) {
    memoryLeft = memoryBytes;
  }

  /** Makes a storage of as much as a quarter of the largest heap, less of a small one. */
  public static Storage ofThisProcess() {
    return new Storage(Math.max(0, (Runtime.getRuntime().maxMemory() - FOR_READING) / 4));
  }

  /**
   * Room for {@code count} numbers, all 0.
   *
   * @throws UncheckedIOException if the temporary file cannot grow
   */
  LongBuffer allocate(int count) {
    LongBuffer used = used(count);
    if (used == null) {
      return fresh(count * Long.BYTES);
    }
    for (int i = 0; i < count; i++) {
      used.put(i, 0);
    }
    return used;
  }

  /** Gives back what {@link #allocate} took, to serve rooms of the same size or smaller ones. */
  synchronized void release(LongBuffer room) {
    released.computeIfAbsent(room.capacity(), size -> new ArrayDeque<>()).push(room);
  }

  /** Bytes of the temporary file. */
  synchronized long fileSize() {
    return fileSize;
  }

  private synchronized @Nullable LongBuffer used(int count) {
    Map.Entry<Integer, Deque<LongBuffer>> fitting = released.ceilingEntry(count);
    if (fitting == null) {
      return null;
    }
    LongBuffer room = fitting.getValue().pop();
    if (fitting.getValue().isEmpty()) {
      released.remove(fitting.getKey());
    }
    if (room.capacity() == count) {
      return room;
    }
    release(room.slice(count, room.capacity() - count));
    return room.slice(0, count);
  }

  private synchronized LongBuffer fresh(int bytes) {
    if (region.remaining() < bytes) {
      region = newRegion(bytes);
    }
    ByteBuffer room = region.slice(region.position(), bytes);
    region.position(region.position() + bytes);
    return room.order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  /** A region is as large as all before together, so that small tables take little. */
  private ByteBuffer newRegion(int least) {
    long usual = Math.max(LEAST_IN_REGION, Math.min(MOST_IN_REGION, memorySize));
    int bytes = (int) Math.max(least, Math.min(usual, memoryLeft));
    if (bytes > memoryLeft) {
      return newRegionInFile(Math.max(MOST_IN_REGION, least));
    }
    try {
      ByteBuffer memory = ByteBuffer.allocateDirect(bytes);
      memoryLeft -= bytes;
      memorySize += bytes;
      return memory;
    } catch (OutOfMemoryError e) { // less than -XX:MaxDirectMemorySize is left
      memoryLeft = 0;
      return newRegionInFile(Math.max(MOST_IN_REGION, least));
    }
  }

  private ByteBuffer newRegionInFile(int bytes) {
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
