package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The constant pools of one chunk, in checkpoint events that are chained backward by offsets. They
 * have no sizes, so to find one all before it are passed. Nothing is kept but where those asked for
 * begin. Not thread-safe.
 */
final class ConstantPools {

  /** What comes before the copy of the header in its checkpoint: five numbers and two counts. */
  private static final int BEFORE_COPY = 64;

  /** Told of one entry; must read or skip its value. */
  @FunctionalInterface
  interface Visitor {
    void entry(long id, Shape shape) throws IOException;
  }

  /** A pool of one checkpoint: its entries begin at {@code position}. */
  private record Pool(long position, long limit, int count) {}

  private final ChunkInput in;
  private final ChunkHeader header;
  private final Metadata types;
  private final Map<Long, List<Pool>> poolsByType = new HashMap<>();

  ConstantPools(ChunkInput in, ChunkHeader header, Metadata types) {
    this.in = in;
    this.header = header;
    this.types = types;
  }

  /**
   * Makes sure that the chain comes to an end, that its events do not overlap, and that the copy of
   * the chunk's header in one of them, which JDK 14 and later write, tells the same times.
   *
   * @return how many events the chain has
   */
  static int requireSoundChain(ChunkInput in, ChunkHeader header) throws IOException {
    long position = header.constantPool();
    long end = in.size();
    for (int events = 1; true; events++) {
      in.seek(position, end);
      long size = in.readVarint();
      in.skipVarints(3); // type, start, duration
      long delta = in.readVarint();
      boolean ends = delta == 0;
      if (size <= 0
          || size > end - position
          || delta > 0
          || (!ends && position + delta < ChunkHeader.BYTES)) {
        throw new IOException("a broken chain of constant pools at byte " + position);
      }
      requireEqualCopy(in, position + size, header);
      if (ends) {
        return events;
      }
      end = position;
      position += delta;
    }
  }

  /** The copy, if this checkpoint has it, comes first in it. */
  private static void requireEqualCopy(ChunkInput in, long end, ChunkHeader header)
      throws IOException {
    long length = Math.min(end - in.position(), BEFORE_COPY + ChunkHeader.BYTES);
    if (length < ChunkHeader.BYTES) {
      return;
    }
    in.limit(in.position() + length, length);
    ByteBuffer bytes = ByteBuffer.wrap(in.window(), in.at(), (int) length).slice();
    for (int i = 0; i + ChunkHeader.BYTES <= length; i++) {
      if (ChunkHeader.startsAt(bytes, i)) {
        ChunkHeader copy = ChunkHeader.decode(0, bytes.position(i).slice());
        if (!copy.tellsTimesOf(header)) {
          throw new IOException("its header differs from the copy of it at its end");
        }
        return;
      }
    }
  }

  /** Passes all pools and notes where those of these types are. */
  void find(Set<String> typeNames) throws IOException {
    for (String name : typeNames) {
      Long id = types.id(name);
      if (id != null) {
        poolsByType.put(id, new ArrayList<>());
      }
    }
    long position = header.constantPool();
    long delta;
    do {
      in.seek(position, in.size());
      long limit = position + in.readVarint();
      in.seek(in.position(), limit);
      in.skipVarints(3); // type, start, duration
      delta = in.readVarint();
      in.readByte(); // why it was written
      passPools(in.readCount(), limit);
      position += delta;
    } while (delta != 0);
  }

  private void passPools(int count, long limit) throws IOException {
    for (int i = 0; i < count; i++) {
      long type = in.readVarint();
      int entries = in.readCount();
      List<Pool> wanted = poolsByType.get(type);
      if (wanted != null && entries > 0) {
        wanted.add(new Pool(in.position(), limit, entries));
      }
      Shape shape = entries == 0 ? Shape.BYTE : types.shape(type);
      if (shape.varints() >= 0) {
        in.skipVarints(entries * (1 + shape.varints()));
      } else {
        for (int entry = 0; entry < entries; entry++) {
          in.skipVarints(1);
          shape.skip(in, 1);
        }
      }
    }
    in.requireNotPassed();
  }

  /** Visits the entries of a type that was asked for in {@link #find}. */
  void forEach(String typeName, Visitor visitor) throws IOException {
    Long type = types.id(typeName);
    if (type == null) {
      return;
    }
    Shape shape = types.shape(type);
    for (Pool pool : poolsByType.getOrDefault(type, List.of())) {
      in.seek(pool.position(), pool.limit());
      for (int i = 0; i < pool.count(); i++) {
        visitor.entry(in.readVarint(), shape);
      }
    }
  }
}
