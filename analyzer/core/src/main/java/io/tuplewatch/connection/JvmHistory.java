package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one JVM over time, and when its recorded history begins. An event belongs with
 * the earliest settings of its own chunk, else of the JVM's nearest earlier chunk, else of the
 * nearest later one: wall clock steps show at chunk boundaries, so the clock offset of the same
 * chunk undoes them. Not thread-safe.
 */
final class JvmHistory {

  private record InChunk(long chunkStart, SettingsEvent settings) {}

  private final long jvmId;
  private final List<InChunk> all = new ArrayList<>();
  private final NavigableMap<Long, SettingsEvent> byChunk = new TreeMap<>();
  private final NavigableMap<Long, SettingsEvent> offsets = new TreeMap<>();
  private long firstEvent = Long.MAX_VALUE;

  JvmHistory(long jvmId) {
    this.jvmId = jvmId;
  }

  void add(long chunkStart, SettingsEvent settings) {
    all.add(new InChunk(chunkStart, settings));
    byChunk.merge(chunkStart, settings, JvmHistory::earlier);
    if (settings.monotonicOffset() != SettingsEvent.UNKNOWN) {
      offsets.merge(chunkStart, settings, JvmHistory::earlier);
    }
  }

  /** Whether times of this JVM can be put on the clock of its boot. */
  boolean hasClockOffset() {
    return !offsets.isEmpty();
  }

  /** Whether this JVM's tuples can be compared with those of others. */
  boolean hasNamespace() {
    return hasClockOffset() && byChunk.values().stream().anyMatch(JvmHistory::namesNamespace);
  }

  /** Epoch ns of an event of the chunk to CLOCK_MONOTONIC ns; unchanged without any offset. */
  long monotonic(long chunkStart, long wallTime) {
    SettingsEvent settings = nearest(offsets, chunkStart);
    return settings == null ? wallTime : wallTime - settings.monotonicOffset();
  }

  /** The settings that hold in the chunk; null if this JVM has none. */
  @Nullable SettingsEvent at(long chunkStart) {
    return nearest(byChunk, chunkStart);
  }

  /**
   * The address realm in the chunk: the network namespace if it and the clock offset are known,
   * else the JVM itself, since times on different clocks cannot be compared.
   */
  String realm(long chunkStart) {
    SettingsEvent settings = at(chunkStart);
    return settings != null && hasClockOffset() && namesNamespace(settings)
        ? settings.bootId() + "/" + settings.networkNamespace()
        : "jvm " + Long.toHexString(jvmId);
  }

  /** Notes that the history reaches back to {@code monotonic}, ns. */
  void reachesBackTo(long monotonic) {
    firstEvent = Math.min(firstEvent, monotonic);
  }

  Jvm toJvm() {
    all.forEach(s -> reachesBackTo(monotonic(s.chunkStart(), s.settings().time())));
    List<SettingsEvent> inTimeOrder =
        all.stream()
            .map(InChunk::settings)
            .distinct()
            .sorted(Comparator.comparingLong(SettingsEvent::time))
            .toList();
    return new Jvm(jvmId, firstEvent, inTimeOrder);
  }

  private static boolean namesNamespace(SettingsEvent settings) {
    String bootId = settings.bootId();
    return bootId != null && !bootId.isEmpty() && settings.networkNamespace() > 0;
  }

  private static @Nullable SettingsEvent nearest(
      NavigableMap<Long, SettingsEvent> settings, long chunkStart) {
    Map.Entry<Long, SettingsEvent> entry = settings.floorEntry(chunkStart);
    if (entry == null) {
      entry = settings.ceilingEntry(chunkStart);
    }
    return entry == null ? null : entry.getValue();
  }

  private static SettingsEvent earlier(SettingsEvent a, SettingsEvent b) {
    return b.time() < a.time() ? b : a;
  }
}
