package io.tuplewatch.report;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.reuse.ClassifiedUse;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The worst reuses for people: one table row and one or two lines each. */
final class WorstText {

  private static final int MAX_CALL_SITE = 90;

  private WorstText() {}

  static void write(Diagnosis diagnosis, int worst, RealmNames realms, PrintWriter out) {
    List<ClassifiedUse> shown = diagnosis.worstReuses().stream().limit(worst).toList();
    if (shown.isEmpty()) {
      return;
    }
    out.println();
    out.println("Worst tuples: failed early reuses first, then the shortest idle");
    writeRow("time (UTC)", "idle", "previous use", "this use", out);
    shown.forEach(use -> write(use, realms, out));
    if (shown.stream().anyMatch(WorstText::isRemembered)) {
      out.println("  * not in the recording, known from the agent's memory");
    }
    int more = diagnosis.worstReuses().size() - shown.size();
    if (more > 0) {
      out.println("  " + Wording.count(more) + " more are in the JSON (--json)" + cut(diagnosis));
    }
  }

  private static boolean isRemembered(ClassifiedUse reuse) {
    Use previous = reuse.previous();
    return previous != null && !previous.recorded();
  }

  private static String cut(Diagnosis diagnosis) {
    return diagnosis.worstReusesTruncated()
        ? ", which is cut at " + Wording.count(Diagnosis.MAX_OTHER_REUSES) + " others"
        : "";
  }

  private static void write(ClassifiedUse reuse, RealmNames realms, PrintWriter out) {
    Use use = reuse.use();
    writeRow(
        Wording.time(use.wallTime()),
        (reuse.idleAtMost() ? "at most " : "") + Wording.span(reuse.idle()),
        previous(reuse.previous()),
        outcome(use),
        out);
    String tuple = "      " + TupleText.tuple(use.key().tuple());
    out.println(realms.named(tuple, use.key().realm()));
    String callSite = use.details().callSite();
    if (callSite != null) {
      out.println("      at " + SafeText.of(callSite, MAX_CALL_SITE));
    }
  }

  private static void writeRow(
      String time, String idle, String previous, String use, PrintWriter out) {
    out.printf("  %-23s  %-19s  %-26s  %s%n", time, idle, previous, use);
  }

  private static String previous(@Nullable Use previous) {
    if (previous == null) {
      return "-";
    }
    return end(previous) + (previous.recorded() ? "" : " *");
  }

  private static String end(Use previous) {
    if (!previous.connected()) {
      Outcome outcome = previous.outcome();
      return outcome == null ? "-" : Wording.outcome(outcome);
    }
    ClosedBy closedBy = previous.closedBy();
    return closedBy == null ? "close not recorded" : name(closedBy);
  }

  /** The recorded JVM connects, so it is the client. */
  private static String name(ClosedBy closedBy) {
    return switch (closedBy) {
      case LOCAL -> "closed by the client";
      case LOCAL_WITH_UNREAD_DATA -> "reset by client, data left";
      case LOCAL_RESET -> "reset by the client";
      case REMOTE -> "closed by the server";
      case RESET -> "reset by the other side";
      case UNKNOWN -> "closed, side not known";
    };
  }

  private static String outcome(Use use) {
    String outcome = use.outcome() == null ? "-" : Wording.outcome(use.outcome());
    return use.result() == AttemptResult.WORKED
        ? outcome
        : outcome + " after " + Wording.span(use.pendingNanos());
  }
}
