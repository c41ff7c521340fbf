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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Room for tables: heap up to a budget, then a memory-mapped temporary file that is gone when the
 * process ends, however it ends. Thread-safe.
 */
public final class Storage {

  private static final int BLOCK = 1 << 20;

  /** Mapped at once: a process may hold some 65,000 mappings. */
  private static final int REGION = 64 * BLOCK;

  private static final long FOR_READING = 128L << 20;

  private final AtomicLong heapLeft;
  private @Nullable FileChannel file;
  private final Map<Integer, Deque<LongBuffer>> released = new HashMap<>();
  private long fileSize;
  private @Nullable ByteBuffer region;

  /** {@code heapBytes} is what may be taken from the heap, 0 or more. */
  public Storage(long heapBytes) {
    heapLeft = new AtomicLong(heapBytes);
  }

  /**
   * A quarter of the largest heap, less of a small one: the rest is for reading, where the largest
   * chunk must fit in, and for what is shown.
   */
  public static Storage ofThisProcess() {
    return new Storage(Math.max(0, (Runtime.getRuntime().maxMemory() - FOR_READING) / 4));
  }

  /**
   * Room for {@code count} numbers, all 0.
   *
   * @throws UncheckedIOException if the temporary file cannot grow
   */
  LongBuffer allocate(int count) {
    long bytes = (long) count * Long.BYTES;
    if (heapLeft.addAndGet(-bytes) >= 0) {
      return LongBuffer.allocate(count);
    }
    heapLeft.addAndGet(bytes);
    LongBuffer used = used(count);
    return used == null ? map(bytes) : used;
  }

  /** Gives back what {@link #allocate} took; in the file it serves rooms of the same size. */
  void release(LongBuffer room) {
    if (room.hasArray()) {
      heapLeft.addAndGet((long) room.capacity() * Long.BYTES);
    } else {
      synchronized (this) {
        released.computeIfAbsent(room.capacity(), size -> new ArrayDeque<>()).push(room);
      }
    }
  }

  private @Nullable LongBuffer used(int count) {
    LongBuffer room;
    synchronized (this) {
      Deque<LongBuffer> ofThisSize = released.get(count);
      room = ofThisSize == null ? null : ofThisSize.poll();
    }
    for (int i = 0; room != null && i < count; i++) {
      room.put(i, 0);
    }
    return room;
  }

  private synchronized LongBuffer map(long bytes) {
    if (region == null || region.remaining() < bytes) {
      region = newRegion(Math.max(REGION, bytes));
    }
    ByteBuffer room = region.slice(region.position(), (int) bytes);
    region.position(region.position() + (int) bytes);
    return room.order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  private ByteBuffer newRegion(long bytes) {
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
