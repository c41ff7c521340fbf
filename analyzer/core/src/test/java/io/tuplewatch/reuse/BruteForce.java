package io.tuplewatch.reuse;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The oracle: the definitions word by word on raw events, by looking at all pairs. Shares no code
 * with what it judges.
 */
final class BruteForce {

  /** Outcomes of attempts that this host ended before a SYN, whatever port they tell. */
  static final Set<String> NOTHING_SENT =
      Set.of(
          "ADDRESS_NOT_AVAILABLE",
          "TUPLE_IN_USE",
          "REFUSED_LOCALLY",
          "INVALID_DESTINATION",
          "NO_RESOURCES");

  /** What is expected of one use; times ns, null = unknown. */
  record Expected(
      String kind,
      Long idle,
      boolean idleAtMost,
      Long gap,
      boolean workedBefore,
      String previous,
      boolean failed,
      long history) {}

  private static final long SECOND = 1_000_000_000L;

  /** How far uses of a tuple may overlap, ns, as these tests have it: of the other oracle, too. */
  static final long TOLERANCE = 5_000_000L;

  private static final long TIMER_LATENESS = 20_000_000L;

  private static final class Entry {
    long jvm;
    long number;
    String realm;
    String local;
    int localPort;
    String remote;
    int remotePort;
    Long start;
    long attemptEnd;
    Long close;
    String outcome; // null: start unknown
    int synRetries;
    int synLinear;
    boolean doubtful; // its local address can be one of several

    String kind;
    List<Entry> before;

    String id() {
      return jvm + ":" + number;
    }

    long at() {
      return start != null ? start : close;
    }

    boolean worked() {
      return outcome == null || outcome.equals("CONNECTED");
    }

    Long end() {
      return worked() ? close : Long.valueOf(attemptEnd);
    }

    long occupiedUntil() {
      return end() != null ? end() : attemptEnd;
    }

    long lastPacket() {
      if (outcome == null
          || !Set.of("TIMED_OUT", "CLOSED", "INTERRUPTED", "FAILED").contains(outcome)) {
        return occupiedUntil();
      }
      List<Long> intervals = new ArrayList<>();
      for (int i = 0; i < synLinear + 1; i++) {
        intervals.add(1L);
      }
      for (long seconds = 2; intervals.size() < synRetries + synLinear; seconds *= 2) {
        intervals.add(Math.min(seconds, 120));
      }
      long last = start;
      long next = start;
      for (long interval : intervals.subList(0, synRetries + synLinear)) {
        next += interval * SECOND;
        if (attemptEnd - next >= TIMER_LATENESS) {
          last = next;
        }
      }
      return last;
    }

    boolean failed() {
      long pending = attemptEnd - start;
      return switch (outcome) {
        case "TIMED_OUT", "REFUSED", "RESET", "UNREACHABLE" -> true;
        case "CLOSED", "INTERRUPTED" -> pending >= SECOND;
        default -> false;
      };
    }

    boolean precedes(Entry other) {
      if (at() != other.at()) {
        return at() < other.at();
      }
      if ((start == null) != (other.start == null)) {
        return start == null;
      }
      long mine = end() == null ? Long.MAX_VALUE : end();
      long theirs = other.end() == null ? Long.MAX_VALUE : other.end();
      if (mine != theirs) {
        return mine < theirs;
      }
      return jvm != other.jvm ? jvm < other.jvm : number < other.number;
    }
  }

  private record Placed<T>(long chunkStart, T event) {}

  private final List<Placed<SettingsEvent>> settings = new ArrayList<>();
  private final Map<String, Placed<ConnectEvent>> connects = new HashMap<>();
  private final Map<String, Placed<CloseEvent>> closes = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<ChunkEvents> chunks = new ArrayList<>();
  private final long timeout;

  private BruteForce(long timeout) {
    this.timeout = timeout;
  }

  /** By "jvm:number". */
  static Map<String, Expected> classify(List<ChunkEvents> chunks, long timeout) {
    BruteForce force = new BruteForce(timeout);
    force.collect(chunks);
    force.join();
    force.resolveWildcards();
    return force.classified();
  }

  private void collect(List<ChunkEvents> chunks) {
    this.chunks.addAll(chunks);
    for (ChunkEvents chunk : chunks) {
      chunk.settings().forEach(e -> settings.add(new Placed<>(chunk.start(), e)));
      chunk
          .connects()
          .forEach(
              e ->
                  connects.put(e.jvmId() + ":" + e.connectionId(), new Placed<>(chunk.start(), e)));
      chunk
          .closes()
          .forEach(
              e -> closes.put(e.jvmId() + ":" + e.connectionId(), new Placed<>(chunk.start(), e)));
    }
  }

  /** Same chunk's earliest, else nearest earlier chunk's, else nearest later chunk's. */
  private SettingsEvent settingsFor(long jvm, long chunkStart, boolean withOffset) {
    Placed<SettingsEvent> best = null;
    for (Placed<SettingsEvent> candidate : settings) {
      boolean usable =
          candidate.event().jvmId() == jvm
              && (!withOffset || candidate.event().monotonicOffset() != Long.MIN_VALUE);
      if (usable && (best == null || better(candidate, best, chunkStart))) {
        best = candidate;
      }
    }
    return best == null ? null : best.event();
  }

  private static boolean better(Placed<SettingsEvent> a, Placed<SettingsEvent> b, long chunkStart) {
    boolean aLater = a.chunkStart() > chunkStart;
    boolean bLater = b.chunkStart() > chunkStart;
    if (aLater != bLater) {
      return bLater;
    }
    long aDistance = Math.abs(a.chunkStart() - chunkStart);
    long bDistance = Math.abs(b.chunkStart() - chunkStart);
    return aDistance != bDistance ? aDistance < bDistance : a.event().time() < b.event().time();
  }

  private long monotonic(long jvm, long chunkStart, long wall) {
    SettingsEvent found = settingsFor(jvm, chunkStart, true);
    return found == null ? wall : wall - found.monotonicOffset();
  }

  private String realm(long jvm, long chunkStart) {
    SettingsEvent found = settingsFor(jvm, chunkStart, false);
    boolean shared = found != null && settingsFor(jvm, chunkStart, true) != null;
    return shared ? found.bootId() + found.networkNamespace() : "own" + jvm;
  }

  private void join() {
    connects.forEach(
        (id, placed) -> {
          ConnectEvent event = placed.event();
          if (event.localPort() == 0 || NOTHING_SENT.contains(event.outcome())) {
            return;
          }
          Entry entry = entry(event.jvmId(), event.connectionId(), placed.chunkStart());
          entry.local = event.localAddress();
          entry.localPort = event.localPort();
          entry.remote = event.address();
          entry.remotePort = event.port();
          entry.start = monotonic(event.jvmId(), placed.chunkStart(), event.start());
          entry.attemptEnd = monotonic(event.jvmId(), placed.chunkStart(), event.end());
          entry.outcome = event.outcome();
          if (closes.containsKey(id)) {
            entry.close = closeTime(closes.get(id));
          }
        });
    closes.forEach(
        (id, placed) -> {
          if (!connects.containsKey(id)) {
            CloseEvent event = placed.event();
            Entry entry = entry(event.jvmId(), event.connectionId(), placed.chunkStart());
            entry.local = event.localAddress();
            entry.localPort = event.localPort();
            entry.remote = event.address();
            entry.remotePort = event.port();
            entry.close = closeTime(placed);
          }
        });
  }

  private long closeTime(Placed<CloseEvent> placed) {
    return monotonic(placed.event().jvmId(), placed.chunkStart(), placed.event().time());
  }

  private Entry entry(long jvm, long number, long chunkStart) {
    Entry entry = new Entry();
    entry.jvm = jvm;
    entry.number = number;
    entry.realm = realm(jvm, chunkStart);
    SettingsEvent found = settingsFor(jvm, chunkStart, false);
    entry.synRetries = found == null || found.tcpSynRetries() < 0 ? 6 : found.tcpSynRetries();
    entry.synLinear =
        found == null || found.tcpSynLinearTimeouts() < 0 ? 0 : found.tcpSynLinearTimeouts();
    entries.add(entry);
    return entry;
  }

  private static boolean wildcard(String address) {
    return Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0").contains(address);
  }

  private void resolveWildcards() {
    Map<Entry, Set<String>> possible = new HashMap<>();
    for (Entry entry : entries) {
      if (wildcard(entry.local)) {
        Set<String> toThePort = new TreeSet<>();
        Set<String> toTheAddress = new TreeSet<>();
        for (Entry other : entries) {
          if (!wildcard(other.local)
              && other.realm.equals(entry.realm)
              && other.remote.equals(entry.remote)) {
            toTheAddress.add(other.local);
            if (other.remotePort == entry.remotePort) {
              toThePort.add(other.local);
            }
          }
        }
        possible.put(entry, toThePort.isEmpty() ? toTheAddress : toThePort);
      }
    }
    possible.forEach(
        (entry, locals) -> {
          entry.doubtful = locals.size() > 1;
          entry.local = locals.size() == 1 ? locals.iterator().next() : "*";
        });
  }

  private Map<String, Expected> classified() {
    for (Entry entry : entries) {
      entry.before = new ArrayList<>();
      for (Entry other : entries) {
        if (other != entry
            && !entry.doubtful
            && !other.doubtful
            && sameTuple(entry, other)
            && other.precedes(entry)) {
          entry.before.add(other);
        }
      }
      entry.before.sort((a, b) -> a.precedes(b) ? -1 : 1);
    }
    entries.forEach(entry -> entry.kind = entry.start == null ? "LONE_CLOSE" : kind(entry));
    Map<String, Expected> expected = new TreeMap<>();
    for (Entry entry : entries) {
      if (entry.start != null) {
        expected.put(entry.id(), expected(entry));
      }
    }
    return expected;
  }

  private static boolean sameTuple(Entry a, Entry b) {
    return a.realm.equals(b.realm)
        && a.local.equals(b.local)
        && a.localPort == b.localPort
        && a.remote.equals(b.remote)
        && a.remotePort == b.remotePort;
  }

  private static boolean overlaps(Entry entry) {
    return entry.before.stream().anyMatch(other -> other.occupiedUntil() - entry.at() > TOLERANCE);
  }

  /** The last use before that overlapped none, and those after it, which all overlapped. */
  private static List<Entry> previousOnes(Entry entry) {
    List<Entry> previous = new ArrayList<>();
    for (int i = entry.before.size() - 1; i >= 0; i--) {
      previous.add(entry.before.get(i));
      if (!overlaps(entry.before.get(i))) {
        break;
      }
    }
    return previous;
  }

  private static Entry latest(List<Entry> previous) {
    Entry latest = previous.get(0);
    for (Entry candidate : previous) {
      if (candidate.lastPacket() > latest.lastPacket()) {
        latest = candidate;
      }
    }
    return latest;
  }

  private static boolean closeUnknown(List<Entry> previous) {
    return previous.stream().anyMatch(entry -> entry.end() == null);
  }

  /** Walks back from the start, chunk by chunk, as long as no more than 100 ms are missing. */
  private long history(Entry entry) {
    long reached = entry.start;
    Long begin = null;
    boolean further = true;
    while (further) {
      further = false;
      for (ChunkEvents chunk : chunks) {
        List<Long> events = eventTimes(chunk, entry.jvm);
        if (!chunk.whole() || events.isEmpty()) {
          continue;
        }
        long start = monotonic(entry.jvm, chunk.start(), chunk.start());
        long end = monotonic(entry.jvm, chunk.start(), Collections.max(events));
        if (chunk.end() > chunk.start()) {
          end = Math.max(end, monotonic(entry.jvm, chunk.start(), chunk.end()));
        }
        boolean earlier = begin == null ? start <= reached : start < reached;
        if (earlier && Math.max(start, end) + 100_000_000L >= reached) {
          reached = start;
          // The agent may have come after the chunk had begun.
          begin = Math.max(start, monotonic(entry.jvm, chunk.start(), Collections.min(events)));
          further = true;
        }
      }
    }
    return begin == null ? 0 : Math.max(0, entry.start - begin);
  }

  /** First and last moments of the JVM's events in the chunk, wall clock. */
  private static List<Long> eventTimes(ChunkEvents chunk, long jvm) {
    List<Long> times = new ArrayList<>();
    chunk.settings().stream().filter(e -> e.jvmId() == jvm).forEach(e -> times.add(e.time()));
    chunk.closes().stream().filter(e -> e.jvmId() == jvm).forEach(e -> times.add(e.time()));
    for (ConnectEvent connect : chunk.connects()) {
      if (connect.jvmId() == jvm) {
        times.add(connect.start());
        times.add(connect.end());
      }
    }
    return times;
  }

  /** No previous one is followed by time that was not recorded. */
  private boolean seenSince(List<Entry> previous, Entry entry) {
    long free = previous.stream().mapToLong(Entry::occupiedUntil).max().getAsLong();
    return entry.start - free <= history(entry);
  }

  private String kind(Entry entry) {
    if (entry.doubtful) {
      return "UNKNOWN";
    }
    if (entry.before.isEmpty()) {
      return history(entry) >= timeout ? "FIRST_USE" : "UNKNOWN";
    }
    if (overlaps(entry)) {
      return "OVERLAP";
    }
    List<Entry> previous = previousOnes(entry);
    long idle = Math.max(0, entry.start - latest(previous).lastPacket());
    if (idle < timeout) {
      return "EARLY_REUSE";
    }
    if (closeUnknown(previous)) {
      return "UNKNOWN";
    }
    return seenSince(previous, entry) || history(entry) >= timeout ? "LATE_REUSE" : "UNKNOWN";
  }

  private Expected expected(Entry entry) {
    boolean failed = entry.failed();
    boolean worked = workedBefore(entry);
    if (entry.before.isEmpty()) {
      return new Expected(entry.kind, null, false, null, false, null, failed, history(entry));
    }
    List<Entry> previous = previousOnes(entry);
    Entry latest = latest(previous);
    if (entry.kind.equals("OVERLAP")) {
      return new Expected(
          entry.kind, null, false, null, worked, latest.id(), failed, history(entry));
    }
    long idle = Math.max(0, entry.start - latest.lastPacket());
    long free = previous.stream().mapToLong(Entry::occupiedUntil).max().getAsLong();
    boolean atMost = closeUnknown(previous) || !seenSince(previous, entry);
    Long gap = atMost ? null : Long.valueOf(Math.max(0, entry.start - free));
    return new Expected(entry.kind, idle, atMost, gap, worked, latest.id(), failed, history(entry));
  }

  /** A use that worked, and every use since then an early reuse or an overlap. */
  private static boolean workedBefore(Entry entry) {
    for (int i = entry.before.size() - 1; i >= 0; i--) {
      Entry earlier = entry.before.get(i);
      if (earlier.worked()) {
        return true;
      }
      if (!earlier.kind.equals("EARLY_REUSE") && !earlier.kind.equals("OVERLAP")) {
        return false;
      }
    }
    return false;
  }
}
