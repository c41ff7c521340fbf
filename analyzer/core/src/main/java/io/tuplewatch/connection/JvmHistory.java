package io.tuplewatch.connection;

import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one JVM over time, and when it was recorded. An event belongs with the earliest
 * settings of its own chunk, else of the JVM's nearest earlier chunk, else of the nearest later
 * one: wall clock steps show at chunk boundaries, so the clock offset of the same chunk undoes
 * them. Not thread-safe.
 */
final class JvmHistory {

  private static final long CLOCK_STEP_NANOS = 1_000_000_000L;

  private record InChunk(long chunkStart, SettingsEvent settings) {}

  /** The JVM's share of a chunk, or of a part of it of which nothing is missing, epoch ns. */
  private record Share(long chunkStart, long from, long to, long firstEvent) {}

  /** Tuples that the kernel counted. */
  private record Taken(long chunkStart, long time, long tuples) {}

  private final long jvmId;
  private final List<InChunk> all = new ArrayList<>();
  private final NavigableMap<Long, SettingsEvent> byChunk = new TreeMap<>();
  private final NavigableMap<Long, SettingsEvent> offsets = new TreeMap<>();
  private final Map<Long, String> namespaces = new HashMap<>();
  private final Map<Long, String> realms = new HashMap<>();
  private final List<Share> shares = new ArrayList<>();
  private final JvmStatuses statuses = new JvmStatuses();
  private final Map<Long, NamespaceOpens> opens = new TreeMap<>();
  private final List<Taken> taken = new ArrayList<>();
  private final AddressRealm addressRealm;
  private long epoch;

  JvmHistory(long jvmId, AddressRealm addressRealm) {
    this.jvmId = jvmId;
    this.addressRealm = addressRealm;
  }

  void add(long chunkStart, SettingsEvent settings) {
    all.add(new InChunk(chunkStart, settings));
    byChunk.merge(chunkStart, settings, JvmHistory::earlier);
    if (settings.monotonicOffset() != SettingsEvent.UNKNOWN) {
      offsets.merge(chunkStart, settings, JvmHistory::earlier);
    }
  }

  void add(long chunkStart, StatusEvent status) {
    statuses.add(chunkStart, status);
  }

  void add(long chunkStart, HostTcpEvent event) {
    if (event.inUse() >= 0 && event.timeWait() >= 0) {
      taken.add(new Taken(chunkStart, event.time(), event.inUse() + event.timeWait()));
    }
    if (event.activeOpens() >= 0) {
      NamespaceOpens sample = NamespaceOpens.at(event.time(), event.activeOpens());
      opens.merge(chunkStart, sample, NamespaceOpens::and);
    }
  }

  /**
   * Connects of its namespace while this JVM was recorded; to be asked when all settings are known.
   */
  List<NamespaceOpens> opens() {
    return opens.entrySet().stream()
        .filter(chunk -> hasNamespace())
        .map(
            chunk ->
                chunk
                    .getValue()
                    .in(
                        namespace(chunk.getKey()),
                        realm(chunk.getKey()),
                        time -> monotonic(chunk.getKey(), time)))
        .toList();
  }

  /**
   * Adds tuples in use or in TIME_WAIT, by namespace and time; to be asked when all settings are
   * known.
   */
  void addTaken(Map<String, NavigableMap<Long, Long>> byNamespace) {
    for (Taken sample : taken) {
      byNamespace
          .computeIfAbsent(namespace(sample.chunkStart()), namespace -> new TreeMap<>())
          .merge(monotonic(sample.chunkStart(), sample.time()), sample.tuples(), Math::max);
    }
  }

  /** To be asked when all settings are known. */
  JvmStatuses.Windows statusWindows() {
    return statuses.windows(this::monotonic);
  }

  /** Whether the agent was never told to leave events out, as far as it says. */
  boolean everyEventWritten() {
    return statuses.everyEventWritten();
  }

  /** Does the same of its connects and closes to the destinations that it records. */
  boolean everyUseWritten() {
    return statuses.everyUseWritten();
  }

  /** Client sockets that could not be bound, as the agent counted them. */
  long failedBinds() {
    return statuses.failedBinds();
  }

  /** Errors that the agent counted. */
  long agentErrors() {
    return statuses.errors();
  }

  /** How often the wall clock was set between two chunks; slewing it makes no steps. */
  long clockSteps() {
    long steps = 0;
    SettingsEvent before = null;
    for (SettingsEvent settings : offsets.values()) {
      boolean step =
          before != null
              && Math.abs(settings.monotonicOffset() - before.monotonicOffset()) > CLOCK_STEP_NANOS;
      steps += step ? 1 : 0;
      before = settings;
    }
    return steps;
  }

  /** Whether times of this JVM can be put on the clock of its boot. */
  boolean hasClockOffset() {
    return !offsets.isEmpty();
  }

  /** Whether this JVM's tuples can be compared with those of others. */
  boolean hasNamespace() {
    return hasClockOffset() && byChunk.values().stream().anyMatch(JvmHistory::namesNamespace);
  }

  /**
   * Epoch ns of an event of the chunk to CLOCK_MONOTONIC ns, or to the clock set by {@link
   * #countFrom}; unchanged without any offset.
   */
  long monotonic(long chunkStart, long wallTime) {
    SettingsEvent settings = nearest(offsets, chunkStart);
    return settings == null ? wallTime : wallTime - settings.monotonicOffset() + epoch;
  }

  /** The last settings with a clock offset; null if there are none. */
  @Nullable SettingsEvent lastOffset() {
    return offsets.isEmpty() ? null : offsets.lastEntry().getValue();
  }

  /** Lets the monotonic clock begin at {@code start} and not at 0, ns. */
  void countFrom(long start) {
    epoch = start;
  }

  /** The settings that hold in the chunk; null if this JVM has none. */
  @Nullable SettingsEvent at(long chunkStart) {
    return nearest(byChunk, chunkStart);
  }

  /**
   * The network namespace in the chunk if it and the clock offset are known, else the JVM itself,
   * since times on different clocks cannot be compared. To be asked when all settings are known.
   */
  String namespace(long chunkStart) {
    return namespaces.computeIfAbsent(chunkStart, start -> realmOf(start, AddressRealm.NAMESPACE));
  }

  /** All network namespaces that it is known to have been in. */
  Set<String> namespaces() {
    return byChunk.keySet().stream().map(this::namespace).collect(Collectors.toSet());
  }

  /** The address realm in the chunk, likewise. */
  String realm(long chunkStart) {
    return realms.computeIfAbsent(chunkStart, start -> realmOf(start, addressRealm));
  }

  private String realmOf(long chunkStart, AddressRealm kind) {
    SettingsEvent settings = at(chunkStart);
    String bootId = settings == null ? null : settings.bootId();
    return settings != null && bootId != null && hasClockOffset() && namesNamespace(settings)
        ? kind.realm(bootId, settings.networkNamespace())
        : kind.ofUnknown("jvm " + JvmId.text(jvmId));
  }

  /**
   * Notes a chunk as far as nothing of it is missing, and the JVM's first and last event in it,
   * epoch ns. A header's end is too early after a step of the wall clock, or not there: events
   * count, too.
   */
  void recorded(ChunkFacts chunk, long firstEvent, long lastEvent) {
    for (TimeSpan span : chunk.complete()) {
      long to = span.to() == chunk.end() ? Math.max(span.to(), lastEvent) : span.to();
      if (to >= firstEvent) {
        shares.add(new Share(chunk.start(), span.from(), Math.max(span.from(), to), firstEvent));
      }
    }
  }

  private RecordedTime.Chunk onMonotonicClock(Share share) {
    long chunk = share.chunkStart();
    return new RecordedTime.Chunk(
        monotonic(chunk, share.from()),
        monotonic(chunk, share.firstEvent()),
        monotonic(chunk, share.to()));
  }

  /**
   * To be asked when all settings are known. Where the agent left connects out, no time counts as
   * recorded: a tuple of which nothing is seen may have been used all the same.
   */
  Jvm toJvm() {
    List<Share> whole = statuses.everyEventWritten() ? shares : List.of();
    RecordedTime recorded = RecordedTime.of(whole.stream().map(this::onMonotonicClock).toList());
    List<SettingsEvent> inTimeOrder =
        all.stream()
            .map(InChunk::settings)
            .distinct()
            .sorted(Comparator.comparingLong(SettingsEvent::time))
            .toList();
    Jvm jvm = new Jvm(jvmId, recorded, inTimeOrder, null);
    return jvm.with(
        taken.stream()
            .map(sample -> portsTaken(sample, jvm))
            .filter(Objects::nonNull)
            .max(PortsTaken.BY_SHARE)
            .orElse(null));
  }

  private static @Nullable PortsTaken portsTaken(Taken sample, Jvm jvm) {
    int candidates = jvm.candidatePorts(sample.time());
    return candidates < 1 ? null : new PortsTaken(sample.time(), sample.tuples(), candidates);
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
