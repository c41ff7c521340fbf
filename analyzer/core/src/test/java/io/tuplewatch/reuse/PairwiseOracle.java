package io.tuplewatch.reuse;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oracle for {@link LongHistory}: for every use it looks at all earlier uses of its tuple, and
 * knows the clock offsets from the history itself. Shares no code with what it judges; for odd
 * recordings there is {@link BruteForce}.
 */
final class PairwiseOracle {

  private static final long SECOND = 1_000_000_000L;

  private static final class Entry {
    long jvm;
    long number;
    long start;
    long end;
    Long close;
    String outcome;
    boolean overlapped;
    String kind;

    long occupiedUntil() {
      return close != null ? close : end;
    }

    boolean open() {
      return outcome.equals("CONNECTED") && close == null;
    }

    /** Time-outs are after 3 s, when the second retransmission is just due and so not sent. */
    long lastPacket() {
      return outcome.equals("TIMED_OUT") ? start + SECOND : occupiedUntil();
    }
  }

  private PairwiseOracle() {}

  /** By connection number. */
  static Map<Long, String> classify(List<List<ChunkEvents>> byJvm, long timeout) {
    Map<String, List<Entry>> byTuple = new HashMap<>();
    Map<Long, Entry> byNumber = new HashMap<>();
    Map<Long, Long> begins = new HashMap<>();
    for (List<ChunkEvents> chunks : byJvm) {
      for (ChunkEvents chunk : chunks) {
        long offset = chunk.settings().get(0).monotonicOffset();
        begins.merge(chunk.settings().get(0).jvmId(), chunk.start() - offset, Math::min);
        for (ConnectEvent event : chunk.connects()) {
          Entry entry = entry(event, offset);
          byNumber.put(event.connectionId(), entry);
          byTuple
              .computeIfAbsent(event.address() + event.localPort(), t -> new ArrayList<>())
              .add(entry);
        }
      }
    }
    for (List<ChunkEvents> chunks : byJvm) {
      for (ChunkEvents chunk : chunks) {
        for (CloseEvent event : chunk.closes()) {
          byNumber.get(event.connectionId()).close =
              event.time() - chunk.settings().get(0).monotonicOffset();
        }
      }
    }
    Map<Long, String> classified = new HashMap<>();
    byTuple.values().forEach(uses -> classify(uses, begins, timeout, classified));
    return classified;
  }

  private static Entry entry(ConnectEvent event, long offset) {
    Entry entry = new Entry();
    entry.jvm = event.jvmId();
    entry.number = event.connectionId();
    entry.start = event.start() - offset;
    entry.end = event.end() - offset;
    entry.outcome = event.outcome();
    return entry;
  }

  private static void classify(
      List<Entry> uses, Map<Long, Long> begins, long timeout, Map<Long, String> classified) {
    uses.sort(Comparator.comparingLong((Entry e) -> e.start).thenComparingLong(e -> e.number));
    for (int i = 0; i < uses.size(); i++) {
      Entry use = uses.get(i);
      long history = use.start - begins.get(use.jvm);
      use.overlapped =
          uses.subList(0, i).stream()
              .anyMatch(e -> e.occupiedUntil() - use.start > BruteForce.TOLERANCE);
      classified.put(use.number, describe(use, uses.subList(0, i), history, timeout));
    }
  }

  private static String describe(Entry use, List<Entry> earlier, long history, long timeout) {
    if (earlier.isEmpty()) {
      use.kind = history >= timeout ? "FIRST_USE" : "UNKNOWN";
      return use.kind + " after none idle unknown";
    }
    List<Entry> group = lastGroup(earlier);
    Entry last = group.get(0);
    for (Entry candidate : group) {
      last = candidate.lastPacket() >= last.lastPacket() ? candidate : last;
    }
    if (use.overlapped) {
      use.kind = "OVERLAP";
      return "OVERLAP after " + last.number + " idle unknown";
    }
    long idle = Math.max(0, use.start - last.lastPacket());
    long free = group.stream().mapToLong(Entry::occupiedUntil).max().getAsLong();
    boolean atMost = group.stream().anyMatch(Entry::open) || use.start - free > history;
    use.kind = idle < timeout ? "EARLY_REUSE" : atMost ? "UNKNOWN" : "LATE_REUSE";
    boolean failed =
        use.kind.equals("EARLY_REUSE") && !use.outcome.equals("CONNECTED") && worked(earlier);
    return use.kind
        + " after "
        + last.number
        + " idle "
        + idle
        + (atMost ? " at most" : "")
        + (failed ? " failed" : "");
  }

  /** The last use that overlapped none before it, and those after it, which all did. */
  private static List<Entry> lastGroup(List<Entry> earlier) {
    int first = earlier.size() - 1;
    while (first > 0 && earlier.get(first).overlapped) {
      first--;
    }
    return earlier.subList(first, earlier.size());
  }

  private static boolean worked(List<Entry> earlier) {
    for (int i = earlier.size() - 1; i >= 0; i--) {
      Entry use = earlier.get(i);
      if (use.outcome.equals("CONNECTED")) {
        return true;
      }
      if (!use.kind.equals("EARLY_REUSE") && !use.kind.equals("OVERLAP")) {
        return false;
      }
    }
    return false;
  }
}
