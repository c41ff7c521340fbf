package io.tuplewatch.jmc;

import io.tuplewatch.recording.ChunkEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IRange;
import org.openjdk.jmc.common.unit.UnitLookup;

/**
 * The chunks that items were recorded in. Mission Control keeps when they began and ended, but not
 * which item is of which: that is told by time and JVM. Not thread-safe.
 */
final class ItemChunks {

  /** By start, epoch ns. */
  private final NavigableMap<Long, ChunkEvents> byStart = new TreeMap<>();

  private final Map<Long, NavigableMap<Long, ChunkEvents>> byJvm = new HashMap<>();

  private ItemChunks() {}

  static ItemChunks of(Set<IRange<IQuantity>> ranges) {
    ItemChunks chunks = new ItemChunks();
    for (IRange<IQuantity> range : ranges) {
      long start = range.getStart().clampedLongValueIn(UnitLookup.EPOCH_NS);
      long end = range.getEnd().clampedLongValueIn(UnitLookup.EPOCH_NS);
      chunks.byStart.put(start, ChunkEvents.between(start, end));
    }
    if (chunks.byStart.isEmpty()) {
      chunks.byStart.put(0L, ChunkEvents.startingAt(0));
    }
    return chunks;
  }

  /** In order of their starts, empty ones among them. */
  Collection<ChunkEvents> all() {
    return byStart.values();
  }

  /** The chunk that a JVM has begun by then: the latest of all, for a JVM says so at once. */
  ChunkEvents begin(long jvmId, long time) {
    ChunkEvents chunk = latest(byStart, time);
    byJvm.computeIfAbsent(jvmId, id -> new TreeMap<>()).put(chunk.start(), chunk);
    return chunk;
  }

  /** The chunk of an event that a JVM wrote then. */
  ChunkEvents chunk(long jvmId, long time) {
    return latest(byJvm.size() > 1 ? byJvm.getOrDefault(jvmId, byStart) : byStart, time);
  }

  private static ChunkEvents latest(NavigableMap<Long, ChunkEvents> chunks, long time) {
    Map.Entry<Long, ChunkEvents> begun = chunks.floorEntry(time);
    return (begun == null ? chunks.firstEntry() : begun).getValue();
  }
}
