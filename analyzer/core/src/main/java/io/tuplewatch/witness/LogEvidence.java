package io.tuplewatch.witness;

import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.witness.firewalllog.LogEntry;
import io.tuplewatch.witness.firewalllog.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device's log says of the connects. A line belongs to a connect of its four-tuple that was
 * pending then, by the device's clock; how far that is off is found within the given bound, as the
 * one difference that gives most lines a connect. Immutable, thread-safe.
 */
public final class LogEvidence {

  /** More lines are not kept; some 150 bytes each. */
  private static final int MOST_LINES = 400_000;

  /**
   * How to read the logs.
   *
   * @param maxSkew how far the device's clock may be off, ns, 0 or more
   * @param held what a line says when the device still held a session; null: what is known of
   *     vendors
   * @param translated whether the device sees other source addresses than the recordings hold; then
   *     ports and times alone tell whose a line is
   */
  public record Reading(
      LogReader.Form form, long maxSkew, @Nullable Pattern held, boolean translated) {}

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

  private final List<Read> logs;
  private final LogJoin.Result joined;

  private LogEvidence(List<Read> logs, LogJoin.Result joined) {
    this.logs = List.copyOf(logs);
    this.joined = joined;
  }

  /**
   * Reads the logs and joins them with the connects.
   *
   * @throws UnusableCaptureException if a file cannot be read or no line of it is understood
   */
  public static LogEvidence of(ClassifiedUses uses, List<Path> files, Reading reading)
      throws UnusableCaptureException {
    @Nullable Target[] byDestination = Target.byDestination(uses.all());
    Set<@Nullable Target> targets = new HashSet<>(Arrays.asList(byDestination));
    Map<Interest.Key, List<LogEntry>> blocked = new HashMap<>();
    Map<Interest.Key, List<LogEntry>> sessions = new HashMap<>();
    List<Read> logs = new ArrayList<>();
    int[] kept = new int[1];
    for (Path file : files) {
      logs.add(
          read(
              file,
              reading.form(),
              line -> {
                LogEntry entry = toward(targets, line);
                if (entry != null && kept[0] < MOST_LINES) {
                  kept[0]++;
                  (entry.blocked() ? blocked : sessions)
                      .computeIfAbsent(key(entry), k -> new ArrayList<>(2))
                      .add(entry);
                }
              }));
    }
    return new LogEvidence(logs, LogJoin.of(uses, byDestination, blocked, sessions, reading));
  }

  /**
   * The entry if it is of a connection to a recorded destination, else null. Lines about sessions
   * may name the server first, as ASA does for those that are opened from inside.
   */
  private static @Nullable LogEntry toward(Set<@Nullable Target> targets, LogEntry entry) {
    boolean tells = entry.blocked() || entry.text() != null || entry.age() >= 0;
    if (!tells || targets.contains(key(entry).target())) {
      return tells ? entry : null;
    }
    LogEntry reversed = entry.reversed();
    return !entry.blocked() && targets.contains(key(reversed).target()) ? reversed : null;
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

  static Interest.Key key(LogEntry entry) {
    return new Interest.Key(entry.sourcePort(), Target.of(entry.target(), entry.targetPort()));
  }

  /** What was read. */
  public List<Read> logs() {
    return logs;
  }

  /**
   * Of the connect at an index among the uses; null if the log has no line of its being blocked.
   */
  public @Nullable Blocked blocked(int index) {
    return joined.byIndex().get(index);
  }

  /** Failed connects that the log says were blocked. */
  public long blockedFailures() {
    return joined.byIndex().size();
  }

  /** Failed connects of which it says nothing. */
  public long otherFailures() {
    return joined.failures() - joined.byIndex().size();
  }

  /** Lines of blocked SYNs of failed connects. */
  public long matched() {
    return joined.matched();
  }

  /** Lines of blocked SYNs of recorded connects that did not fail: a later SYN got through. */
  public long ofOthers() {
    return joined.ofOthers();
  }

  /** Lines of blocked SYNs to recorded destinations that belong to no recorded connect. */
  public long unmatched() {
    return joined.unmatched();
  }

  /** By how much the device's clock is ahead of the JVM's, ns: from. */
  public long skewLowNanos() {
    return joined.skewLow();
  }

  /** To. */
  public long skewHighNanos() {
    return joined.skewHigh();
  }
}
