package io.tuplewatch.recording.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The constant pools of one chunk, in its checkpoint events. They have no sizes, so to find one all
 * before it are passed. Nothing is kept but where those asked for begin. Not thread-safe.
 */
public final class ConstantPools {

  /** Told of one entry; must read or skip its value. */
  @FunctionalInterface
  public interface Visitor {
    void entry(long id, Shape shape) throws IOException;
  }

  /** A pool of one checkpoint: its entries begin at {@code position}. */
  private record Pool(long position, long limit, int count) {}

  private final ChunkInput in;
  private final Metadata types;
  private final Map<Long, List<Pool>> poolsByType = new HashMap<>();

  public ConstantPools(ChunkInput in, Metadata types) {
    this.in = in;
    this.types = types;
  }

  /**
   * Passes all pools and notes where those of these types are. One of a type that is not described
   * ends its checkpoint, as nobody knows where it ends.
   */
  public void find(Set<String> typeNames, Checkpoints checkpoints) throws IOException {
    for (String name : typeNames) {
      Long id = types.id(name);
      if (id != null) {
        poolsByType.put(id, new ArrayList<>());
      }
    }
    for (int i = checkpoints.positions().size() - 1; i >= 0; i--) {
      long position = checkpoints.positions().get(i);
      in.seek(position, in.size());
      long limit = position + in.readVarint();
      in.seek(in.position(), limit);
      in.skipVarints(4); // type, start, duration, offset of the one before
      in.readByte(); // why it was written
      passPools(in.readCount(), limit);
    }
  }

  private void passPools(int count, long limit) throws IOException {
    for (int i = 0; i < count; i++) {
      long type = in.readVarint();
      int entries = in.readCount();
      List<Pool> wanted = poolsByType.get(type);
      if (wanted != null && entries > 0) {
        wanted.add(new Pool(in.position(), limit, entries));
      }
      if (entries > 0 && types.number(type) < 0) {
        return;
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
  public void forEach(String typeName, Visitor visitor) throws IOException {
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
