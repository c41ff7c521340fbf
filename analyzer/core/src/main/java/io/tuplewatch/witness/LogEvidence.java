package io.tuplewatch.witness;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.witness.capture.IpAddress;
import io.tuplewatch.witness.firewalllog.LogEntry;
import io.tuplewatch.witness.firewalllog.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device's log says of the connects. A line belongs to a connect of its tuple that was
 * pending then, by the device's clock; how far that is off is found within the given bound, as the
 * one difference that gives most lines a connect. Immutable, thread-safe.
 */
public final class LogEvidence {

  /** More lines are not kept; some 150 bytes each. */
  private static final int MOST_LINES = 400_000;

  /** How much later than a SYN is due its line may be written, ns: timers are late. */
  private static final long LATENESS = 50_000_000L;

  /** How far a line may be from the SYN, beyond what its time leaves open, ns. */
  private static final long TOLERANCE = 250_000_000L;

  /** A device reads of a blocked SYN in words such as these that it still held a session. */
  private static final Pattern HELD =
      Pattern.compile(
          "(?i)syn (packet )?(on|for|in) (an )?(established|existing)|session clash|^419002");

  /**
   * How to read the logs.
   *
   * @param maxSkew how far the device's clock may be off, ns, 0 or more
   * @param held what a line says when the device still held a session; null: what is known of
   *     vendors
   */
  public record Reading(LogReader.Form form, long maxSkew, @Nullable Pattern held) {}

  /** A log that was read. */
  public record Read(Path file, LogReader.Counts counts) {}

  /**
   * Of a failed connect.
   *
   * @param lines that tell that the device blocked a SYN of it
   * @param text of the first of them
   * @param held whether a line says that the device still held a session
   * @param session of the tuple before, if the log tells of one: its end reason, else null
   * @param sessionAge of it, ns; -1 if the log does not say
   */
  public record Blocked(
      int lines, @Nullable String text, boolean held, @Nullable String session, long sessionAge) {}

  /** A SYN that a recorded connect sent, as its schedule has it; epoch ns on the JVM's clock. */
  private record Syn(long time, int place, boolean failed) {}

  private final List<Read> logs;
  private final Map<Integer, Blocked> byPlace;
  private final long matched;
  private final long ofOthers;
  private final long unmatched;
  private final long failures;
  private final long skewLow;
  private final long skewHigh;

  private LogEvidence(List<Read> logs, Join join) {
    this.logs = List.copyOf(logs);
    this.byPlace = join.byPlace;
    this.matched = join.matched;
    this.ofOthers = join.ofOthers;
    this.unmatched = join.unmatched;
    this.failures = join.failures;
    this.skewLow = join.skewLow;
    this.skewHigh = join.skewHigh;
  }

  /**
   * Reads the logs and joins them with the connects.
   *
   * @throws UnusableCaptureException if a file cannot be read or no line of it is understood
   */
  public static LogEvidence of(ClassifiedUses uses, List<Path> files, Reading reading)
      throws UnusableCaptureException {
    Set<AttemptsBySequence.Target> targets = targets(uses.all());
    Map<Interest.Key, List<LogEntry>> blocked = new HashMap<>();
    Map<Interest.Key, List<LogEntry>> sessions = new HashMap<>();
    List<Read> logs = new ArrayList<>();
    int[] kept = new int[1];
    for (Path file : files) {
      logs.add(
          read(
              file,
              reading.form(),
              entry -> {
                IpAddress target = entry.target();
                boolean wanted =
                    targets.contains(
                        new AttemptsBySequence.Target(
                            target.high(), target.low(), entry.targetPort()));
                if (wanted && kept[0] < MOST_LINES) {
                  kept[0]++;
                  (entry.blocked() ? blocked : sessions)
                      .computeIfAbsent(key(entry), k -> new ArrayList<>(2))
                      .add(entry);
                }
              }));
    }
    return new LogEvidence(logs, new Join(uses, blocked, sessions, reading));
  }

  private static Read read(Path file, LogReader.Form form, Consumer<LogEntry> visitor)
      throws UnusableCaptureException {
    try {
      LogReader.Counts counts = LogReader.read(file, form, visitor);
      if (counts.understood() == 0 && counts.lines() > 0) {
        throw new IOException(
            "no line of it tells of a TCP connection in a form that is known; for CSV with other"
                + " names see --firewall-log-columns");
      }
      return new Read(file, counts);
    } catch (IOException e) {
      throw new UnusableCaptureException(file, e);
    }
  }

  private static Interest.Key key(LogEntry entry) {
    return new Interest.Key(
        entry.sourcePort(), entry.target().high(), entry.target().low(), entry.targetPort());
  }

  private static Set<AttemptsBySequence.Target> targets(Uses uses) {
    Set<AttemptsBySequence.Target> targets = new HashSet<>();
    for (int number = 0; number < uses.destinations(); number++) {
      ReuseKey key = uses.key(number, 0);
      IpAddress target = IpAddress.parse(key.tuple().remoteAddress());
      if (target != null) {
        targets.add(
            new AttemptsBySequence.Target(target.high(), target.low(), key.tuple().remotePort()));
      }
    }
    return targets;
  }

  /** The join; its fields are the result. */
  private static final class Join {
    private final Map<Integer, Blocked> byPlace = new HashMap<>();
    private final Map<Interest.Key, List<Syn>> syns = new HashMap<>();
    private final Map<Interest.Key, List<LogEntry>> blocked;
    private final Reading reading;
    private long matched;
    private long ofOthers;
    private long unmatched;
    private long failures;
    private long skewLow;
    private long skewHigh;

    Join(
        ClassifiedUses uses,
        Map<Interest.Key, List<LogEntry>> blocked,
        Map<Interest.Key, List<LogEntry>> sessions,
        Reading reading) {
      this.blocked = blocked;
      this.reading = reading;
      blocked.values().forEach(lines -> lines.sort(Comparator.comparingLong(Join::middle)));
      findSyns(uses);
      long skew = skew();
      Map<Integer, List<LogEntry>> found = new HashMap<>();
      blocked.forEach((key, lines) -> match(key, lines, skew, found));
      found.forEach(
          (place, lines) -> byPlace.put(place, blocked(key(lines.get(0)), lines, sessions)));
    }

    private void findSyns(ClassifiedUses uses) {
      Uses all = uses.all();
      for (int place = 0; place < uses.size(); place++) {
        long row = uses.row(place);
        boolean failed = uses.result(place) == AttemptResult.FAILED;
        failures += failed ? 1 : 0;
        FourTuple tuple = all.key(all.destination(row), all.localPort(row)).tuple();
        IpAddress target = IpAddress.parse(tuple.remoteAddress());
        if (target == null) {
          continue;
        }
        Interest.Key key =
            new Interest.Key(tuple.localPort(), target.high(), target.low(), tuple.remotePort());
        if (blocked.containsKey(key)) {
          long start = all.wallTime(row);
          List<Syn> own = syns.computeIfAbsent(key, k -> new ArrayList<>(2));
          long[] due = SynSchedule.synNanos(all.pendingNanos(row), all.synSettings(row));
          // The last SYN of a connect that worked was answered: nobody blocked it.
          int open = uses.result(place) == AttemptResult.WORKED ? due.length - 1 : due.length;
          for (int i = 0; i < open; i++) {
            own.add(new Syn(start + due[i], place, failed));
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
            if (Math.abs(after) <= reading.maxSkew() + slack(line)) {
              differences.add(after);
              widest = Math.max(widest, line.to() - line.from());
            }
          }
        }
      }
      if (differences.isEmpty()) {
        return 0;
      }
      long window = widest + LATENESS;
      long[] near = differences.within(window);
      skewLow = near[near.length - 1] - window / 2;
      skewHigh = near[0] + window / 2;
      return skewLow + (skewHigh - skewLow) / 2;
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
        Syn syn = own.get(aligned[i]);
        if (syn.failed()) {
          matched++;
          found.computeIfAbsent(syn.place(), p -> new ArrayList<>(2)).add(lines.get(i));
        } else {
          ofOthers++;
        }
      }
    }

    private Blocked blocked(
        Interest.Key key, List<LogEntry> lines, Map<Interest.Key, List<LogEntry>> sessions) {
      Pattern held = reading.held() == null ? HELD : reading.held();
      String text = lines.get(0).text();
      boolean says =
          lines.stream().anyMatch(line -> line.text() != null && held.matcher(line.text()).find());
      LogEntry session = null;
      for (LogEntry entry : sessions.getOrDefault(key, List.of())) {
        if (entry.from() <= lines.get(0).to()
            && (session == null || entry.from() > session.from())) {
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

  /** What was read. */
  public List<Read> logs() {
    return logs;
  }

  /** Of the connect at a place among the uses; null if the log has no line of its being blocked. */
  public @Nullable Blocked of(int place) {
    return byPlace.get(place);
  }

  /** Failed connects that the log says were blocked. */
  public long blockedFailures() {
    return byPlace.size();
  }

  /** Failed connects of which it says nothing. */
  public long otherFailures() {
    return failures - byPlace.size();
  }

  /** Lines of blocked SYNs of failed connects. */
  public long matched() {
    return matched;
  }

  /** Lines of blocked SYNs of recorded connects that did not fail: a later SYN got through. */
  public long ofOthers() {
    return ofOthers;
  }

  /** Lines of blocked SYNs to recorded destinations that belong to no recorded connect. */
  public long unmatched() {
    return unmatched;
  }

  /** By how much the device's clock is ahead of the JVM's, ns: from. */
  public long skewLowNanos() {
    return skewLow;
  }

  /** To. */
  public long skewHighNanos() {
    return skewHigh;
  }
}
