package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.report.CauseWording;
import io.tuplewatch.report.SeenWording;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Witnesses;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every failure: a row of the table, and a mark in the pictures. */
final class FailureTable implements Part {

  /** More would make a file that browsers are slow to open. */
  static final int MOST = 40_000;

  private final Table table;
  private final int oneOf;
  private final Map<Object, Integer> destinations = new HashMap<>();
  private final Column time;
  private final Column from;
  private final Column port;
  private final Column to;
  private final Column outcome;
  private final Column waited;
  private final Column syns;
  private final Column past;
  private final Column idle;
  private final Column previousStart;
  private final Column closedBy;
  private final Column cause;
  private final Column probability;
  private final Column site;
  private final Column exception;
  private final Column destination;
  private final Audit audit;
  private final @Nullable Column seen;
  private final @Nullable Column logged;
  private int count;

  FailureTable(Diagnosis diagnosis) {
    List<FailureCause> failures = diagnosis.findings().failures();
    oneOf = Math.max(1, -Math.floorDiv(-failures.size(), MOST));
    for (int i = 0; i < diagnosis.destinations().size(); i++) {
      destinations.put(diagnosis.destinations().get(i).destination(), i);
    }
    table = new Table("All failures", note(failures.size()));
    time = table.column("time", "Time", Column.Type.TIME, "When the first SYN was sent.");
    from = table.column("from", "From", Column.Type.TEXT, "Local address.");
    port = table.column("port", "Port", Column.Type.PORT, "Source port, in this namespace.");
    to = table.column("to", "To", Column.Type.TEXT, "Remote address and port.");
    outcome = table.column("outcome", "Outcome", Column.Type.TEXT, "What the client saw.");
    audit = diagnosis.findings().audit();
    Witnesses witnesses = audit.witnesses();
    seen = witnesses.captures() == null ? null : text("seen", "Captures", "What they show of it.");
    logged = witnesses.log() == null ? null : text("logged", "Device's log", "What it says of it.");
    waited = table.column("waited", "Waited", Column.Type.SPAN, "From the first SYN to the end.");
    syns = table.column("syns", "SYNs", Column.Type.COUNT, "Sent until then, by Linux's schedule.");
    past = table.column("past", "Four-tuple", Column.Type.TEXT, "What it had carried before.");
    idle = table.column("idle", "Idle", Column.Type.SPAN, "Since the tuple's last packet.");
    previousStart =
        table.column("previousStart", "Previous start", Column.Type.SPAN, "So long before it.");
    closedBy = table.column("closedBy", "Closed by", Column.Type.TEXT, "Who closed before.");
    cause = table.column("cause", "Cause", Column.Type.TEXT, "Named from nine chances in ten on.");
    probability = table.column("probability", "Probability", Column.Type.SHARE, "Of the cause.");
    site = table.column("site", "Call site", Column.Type.TEXT, "The line that connected.");
    exception = table.column("exception", "Exception", Column.Type.TEXT, "As the application saw.");
    destination = table.column("destination", "", Column.Type.COUNT, "");
  }

  private Column text(String key, String label, String help) {
    return table.column(key, label, Column.Type.TEXT, help);
  }

  private String note(int failures) {
    return oneOf == 1
        ? ""
        : "One of "
            + Wording.count(oneOf)
            + " of the "
            + Wording.count(failures)
            + " failures, evenly over time. The counts above are of all; --csv lists all.";
  }

  /** Takes the next failure; they come in order of wall time. */
  void add(FailureCause failure) {
    if (count++ % oneOf != 0) {
      return;
    }
    Use use = failure.attempt().use();
    FourTuple tuple = use.key().tuple();
    time.addNanos(use.wallTime());
    from.add(tuple.localAddress());
    port.add(tuple.localPort());
    to.add(Destinations.remote(tuple.remoteAddress(), tuple.remotePort(), use.details().host()));
    outcome.add(Wording.outcome(use.outcome()));
    waited.addNanos(use.pendingNanos());
    syns.add(SynSchedule.synsSent(use.pendingNanos(), use.synSettings()));
    cause.add(CauseWording.name(failure.cause()));
    probability.addShare(failure.probability());
    site.add(use.details().callSite());
    exception.add(exception(use));
    destination.add(destinations.getOrDefault(Destination.of(use.key()), Destinations.NONE));
    addPast(failure.attempt());
    addSeen(failure);
  }

  private void addSeen(FailureCause failure) {
    if (seen != null) {
      seen.add(SeenWording.of(audit.packets(failure).seen()));
    }
    LogEvidence.Blocked blocked = audit.blocked(failure);
    if (logged != null) {
      logged.add(blocked == null ? null : SeenWording.of(blocked));
    }
  }

  private void addPast(ClassifiedUse attempt) {
    Use previous = attempt.previous();
    boolean known = previous != null && attempt.idle() != Use.UNKNOWN;
    past.add(PastWords.past(attempt));
    idle.addNanos(known && !attempt.idleAtMost() ? attempt.idle() : Column.NONE);
    boolean startKnown = previous != null && previous.recorded() && previous.startKnown();
    previousStart.addNanos(
        startKnown && previous != null ? attempt.use().start() - previous.start() : Column.NONE);
    closedBy.add(previous == null ? null : closedBy(previous.closedBy()));
  }

  private static @Nullable String closedBy(@Nullable ClosedBy side) {
    return side == null ? null : PastWords.of(side);
  }

  private static @Nullable String exception(Use use) {
    String type = use.details().exceptionClass();
    String message = use.details().exceptionMessage();
    return message == null ? type : type + ": " + message;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    table.write(json);
  }
}
