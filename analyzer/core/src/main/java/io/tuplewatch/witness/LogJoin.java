package io.tuplewatch.witness;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.witness.LogEvidence.Blocked;
import io.tuplewatch.witness.LogEvidence.Reading;
import io.tuplewatch.witness.capture.IpAddress;
import io.tuplewatch.witness.firewalllog.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Joins the lines of blocked SYNs with the connects. */
final class LogJoin {

  /** How much later than a SYN is due its line may be written, ns: timers are late. */
  private static final long LATENESS = 50_000_000L;

  /** How far a line may be from the SYN, beyond what its time leaves open, ns. */
  private static final long TOLERANCE = 250_000_000L;

  /** A device reads of a blocked SYN in words such as these that it still held a session. */
  private static final Pattern HELD =
      Pattern.compile(
          "(?i)syn (packet )?(on|for|in) (an )?(established|existing)|session clash|^419002");

  /** A SYN that a recorded connect sent, as its schedule has it; epoch ns on the JVM's clock. */
  private record Syn(long time, int index, boolean failed, @Nullable IpAddress source) {}

  /**
   * What the join comes to; {@link LogEvidence} says what each of these is.
   *
   * @param byIndex by index among the uses
   */
  record Result(
      Map<Integer, Blocked> byIndex,
      long matched,
      long ofOthers,
      long unmatched,
      long failures,
      long skewLow,
      long skewHigh) {}

  private final Map<Interest.Key, List<Syn>> syns = new HashMap<>();
  private final Map<Interest.Key, List<LogEntry>> blocked;
  private final Reading reading;
  private long matched;
  private long ofOthers;
  private long unmatched;
  private long failures;
  private long skewLow = Long.MIN_VALUE;
  private long skewHigh = Long.MAX_VALUE;

  private LogJoin(Map<Interest.Key, List<LogEntry>> blocked, Reading reading) {
    this.blocked = blocked;
    this.reading = reading;
    blocked.values().forEach(lines -> lines.sort(Comparator.comparingLong(LogJoin::middle)));
  }

  static Result of(
      ClassifiedUses uses,
      @Nullable Target[] byDestination,
      Map<Interest.Key, List<LogEntry>> blocked,
      Map<Interest.Key, List<LogEntry>> sessions,
      Reading reading) {
    LogJoin join = new LogJoin(blocked, reading);
    join.findSyns(uses, byDestination);
    long skew = join.skew();
    Map<Integer, List<LogEntry>> found = new HashMap<>();
    blocked.forEach((key, lines) -> join.match(key, lines, skew, found));
    Map<Integer, Blocked> byIndex = new HashMap<>();
    found.forEach((index, lines) -> byIndex.put(index, join.blocked(lines, sessions)));
    boolean known = join.skewLow != Long.MIN_VALUE;
    return new Result(
        byIndex,
        join.matched,
        join.ofOthers,
        join.unmatched,
        join.failures,
        known ? Math.min(join.skewLow, join.skewHigh) : 0,
        known ? Math.max(join.skewLow, join.skewHigh) : 0);
  }

  private void findSyns(ClassifiedUses uses, @Nullable Target[] byDestination) {
    Uses all = uses.all();
    for (int index = 0; index < uses.size(); index++) {
      long row = uses.row(index);
      boolean failed = uses.result(index) == AttemptResult.FAILED;
      failures += failed ? 1 : 0;
      Target target = byDestination[all.destination(row)];
      if (target == null) {
        continue;
      }
      Interest.Key key = new Interest.Key(all.localPort(row), target);
      if (blocked.containsKey(key)) {
        long start = all.wallTime(row);
        List<Syn> own = syns.computeIfAbsent(key, k -> new ArrayList<>(2));
        IpAddress source = reading.translated() ? null : Interest.source(all, row);
        long[] due = SynSchedule.synNanos(all.pendingNanos(row), all.synSettings(row));
        // The last SYN of a connect that worked was answered: nobody blocked it.
        int open = uses.result(index) == AttemptResult.WORKED ? due.length - 1 : due.length;
        for (int i = 0; i < open; i++) {
          own.add(new Syn(start + due[i], index, failed, source));
        }
      }
    }
    syns.values().forEach(own -> own.sort(Comparator.comparingLong(Syn::time)));
  }

  /**
   * The device's clock minus the JVM's: the difference at which most lines are at a SYN. A chance
   * one, such as that of a line and the SYN before it, has fewer.
   */
  private long skew() {
    Densest differences = new Densest();
    long widest = 0;
    for (Map.Entry<Interest.Key, List<LogEntry>> lines : blocked.entrySet()) {
      for (LogEntry line : lines.getValue()) {
        for (Syn syn : syns.getOrDefault(lines.getKey(), List.of())) {
          long after = middle(line) - syn.time();
          if (from(line, syn) && Math.abs(after) <= reading.maxSkew() + slack(line)) {
            differences.add(after);
            widest = Math.max(widest, line.to() - line.from());
          }
        }
      }
    }
    if (differences.isEmpty()) {
      return 0;
    }
    long[] near = differences.within(widest + LATENESS);
    return near[0] + (near[near.length - 1] - near[0]) / 2;
  }

  private static boolean from(LogEntry line, Syn syn) {
    return syn.source() == null || syn.source().equals(line.source());
  }

  private static long middle(LogEntry line) {
    return line.from() + (line.to() - line.from()) / 2;
  }

  private long slack(LogEntry line) {
    return (line.to() - line.from()) / 2 + TOLERANCE;
  }

  private void match(
      Interest.Key key, List<LogEntry> lines, long skew, Map<Integer, List<LogEntry>> found) {
    List<Syn> own = syns.getOrDefault(key, List.of());
    Map<IpAddress, List<LogEntry>> bySource =
        lines.stream().collect(Collectors.groupingBy(LogEntry::source));
    for (List<LogEntry> alike : bySource.values()) {
      matchAlike(alike, own.stream().filter(syn -> from(alike.get(0), syn)).toList(), skew, found);
    }
  }

  /** Lines and SYNs of one four-tuple. */
  private void matchAlike(
      List<LogEntry> lines, List<Syn> own, long skew, Map<Integer, List<LogEntry>> found) {
    int[] aligned =
        LogAlignment.align(
            lines.stream().mapToLong(line -> middle(line) - skew).toArray(),
            lines.stream().mapToLong(this::slack).toArray(),
            own.stream().mapToLong(Syn::time).toArray());
    for (int i = 0; i < aligned.length; i++) {
      if (aligned[i] == LogAlignment.NONE) {
        unmatched++;
        continue;
      }
      LogEntry line = lines.get(i);
      Syn syn = own.get(aligned[i]);
      skewLow = Math.max(skewLow, line.from() - syn.time() - LATENESS);
      skewHigh = Math.min(skewHigh, line.to() - syn.time());
      if (syn.failed()) {
        matched++;
        found.computeIfAbsent(syn.index(), p -> new ArrayList<>(2)).add(line);
      } else {
        ofOthers++;
      }
    }
  }

  private Blocked blocked(List<LogEntry> lines, Map<Interest.Key, List<LogEntry>> sessions) {
    Pattern held = reading.held() == null ? HELD : reading.held();
    String text = lines.get(0).text();
    boolean says =
        lines.stream().anyMatch(line -> line.text() != null && held.matcher(line.text()).find());
    LogEntry session = null;
    for (LogEntry entry : sessions.getOrDefault(LogEvidence.key(lines.get(0)), List.of())) {
      if (entry.from() <= lines.get(0).to() && (session == null || entry.from() > session.from())) {
        session = entry;
      }
    }
    return new Blocked(
        lines.size(),
        text,
        says,
        session == null ? null : session.text(),
        session == null ? -1 : session.age());
  }
}
