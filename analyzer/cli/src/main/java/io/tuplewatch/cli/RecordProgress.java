package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.RecordedJvm;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agents have counted so far, as one line that overwrites itself on a terminal. */
final class RecordProgress {

  /** The agents renew their counts as often. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

  private static final String ERASE = "\r\u001B[K";

  private final List<RecordedJvm> jvms;
  private final Instant start;
  private final @Nullable Duration firewallTimeout;
  private final PrintWriter err;
  private final boolean shown = ProgressLine.isTerminal();
  private final Map<RecordedJvm, RecordedJvm.Seen> first = new HashMap<>();
  private final Map<RecordedJvm, RecordedJvm.Seen> last = new HashMap<>();
  private long connectsWithoutHistory;
  private Instant nextQuestion;

  RecordProgress(
      List<RecordedJvm> jvms, Instant start, @Nullable Duration firewallTimeout, PrintWriter err) {
    this.jvms = jvms;
    this.start = start;
    this.firewallTimeout = firewallTimeout;
    this.err = err;
    this.nextQuestion = start;
  }

  /** Asks the agents, if it is time, and shows where things stand. */
  void look() {
    Instant now = Instant.now();
    if (!now.isBefore(nextQuestion)) {
      nextQuestion = now.plus(BETWEEN_QUESTIONS);
      for (RecordedJvm jvm : jvms) {
        jvm.seen().ifPresent(seen -> note(jvm, seen));
      }
      if (firewallTimeout == null || now.isBefore(start.plus(firewallTimeout))) {
        connectsWithoutHistory = connects();
      }
    }
    if (shown) {
      err.print(ERASE + line(Duration.between(start, now)));
      err.flush();
    }
  }

  private void note(RecordedJvm jvm, RecordedJvm.Seen seen) {
    boolean sinceBefore = jvm.origin() == RecordedJvm.Origin.THEIRS;
    first.putIfAbsent(jvm, sinceBefore ? seen : new RecordedJvm.Seen(0, 0));
    last.put(jvm, seen);
  }

  /** Whether a connect has failed since the start. */
  boolean hasFailures() {
    return failures() > 0;
  }

  private long connects() {
    return total(last, true) - total(first, true);
  }

  private long failures() {
    return total(last, false) - total(first, false);
  }

  private static long total(Map<RecordedJvm, RecordedJvm.Seen> counts, boolean connects) {
    return counts.values().stream()
        .mapToLong(seen -> connects ? seen.connects() : seen.failures())
        .sum();
  }

  private String line(Duration elapsed) {
    String counted =
        String.format(
            Locale.ROOT,
            "%s  %,d connects, %,d failed",
            SpanText.of(elapsed),
            connects(),
            failures());
    return firewallTimeout == null ? counted : counted + history(elapsed, firewallTimeout);
  }

  /** First uses can be told from a whole timeout on; until then there is little to compare with. */
  private String history(Duration elapsed, Duration timeout) {
    if (elapsed.compareTo(timeout) < 0) {
      return "; first uses can be told in " + SpanText.of(timeout.minus(elapsed));
    }
    long all = Math.max(1, connects());
    long percent = Math.round(100.0 * (connects() - connectsWithoutHistory) / all);
    return "; " + percent + " % have a whole timeout of recording before them";
  }

  /** Takes the line away. */
  void end() {
    if (shown) {
      err.print(ERASE);
      err.flush();
    }
  }
}
