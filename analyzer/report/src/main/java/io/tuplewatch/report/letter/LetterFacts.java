package io.tuplewatch.report.letter;

import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Jvm;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.diagnosis.Outage;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.report.CauseWording;
import io.tuplewatch.report.IdleLabel;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Paragraph;
import io.tuplewatch.report.letter.Letter.Points;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the client saw, how sure that makes us, and what it cannot see. */
final class LetterFacts {

  private final Diagnosis diagnosis;
  private final Collection<Jvm> jvms;
  private final Finding finding;
  private final Sessions sessions;

  LetterFacts(Diagnosis diagnosis, Collection<Jvm> jvms, Finding finding, Sessions sessions) {
    this.diagnosis = diagnosis;
    this.jvms = jvms;
    this.finding = finding;
    this.sessions = sessions;
  }

  private DestinationReuse reuse() {
    return finding.reuse();
  }

  private Tally all() {
    return reuse().tallies().all();
  }

  private String path() {
    return TupleText.destination(
        reuse().destination().localAddress(),
        reuse().destination().remoteAddress(),
        reuse().destination().remotePort());
  }

  String subject() {
    String what =
        sessions.reuse()
            ? "Please look up " + Wording.count(sessions.count(), "session") + ": connects "
            : "Please look into " + Wording.count(sessions.count(), "failed connect") + ": ";
    return what
        + path()
        + " "
        + failed()
        + ", "
        + Wording.second(sessions.from())
        + " to "
        + Wording.secondAfter(sessions.from(), sessions.to())
        + " UTC";
  }

  /** How they failed, as far as the shown ones are alike. */
  private String failed() {
    List<Outcome.Answer> answers =
        sessions.clearest().stream()
            .flatMap(c -> Stream.ofNullable(c.connect().use().outcome()))
            .map(Outcome::answer)
            .distinct()
            .toList();
    if (answers.size() != 1) {
      return "failed";
    }
    return switch (answers.get(0)) {
      case NONE -> "got no answer";
      case RST -> "were refused";
      case ICMP -> "were rejected by ICMP";
      case SYN_ACK, NO_SYN -> "failed";
    };
  }

  List<Block> seen() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph(direction()));
    blocks.add(new Paragraph(howManyFailed()));
    CountedDestination counted = diagnosis.counted(finding);
    if (counted != null) {
      blocks.add(new Paragraph(counted(counted)));
    } else if (sessions.reuse()) {
      blocks.add(new Paragraph("By when the source port had been used last to there:"));
      blocks.add(new Points(finding.byIdle().stream().map(this::row).toList()));
    }
    if (sessions.reuse()) {
      blocks.add(new Paragraph(kept()));
    }
    List<String> outages = outages();
    if (!outages.isEmpty()) {
      blocks.add(new Points(outages));
    }
    return blocks;
  }

  private String direction() {
    String client = reuse().hostName();
    String host = reuse().host();
    boolean named = host != null && !host.equals(reuse().destination().remoteAddress());
    return "Direction: the client "
        + (client == null ? "" : client + " ")
        + "opens, the server listens: "
        + path()
        + (named ? " (the client asked for " + host + ")." : ".");
  }

  private String howManyFailed() {
    long from = diagnosis.summary().from();
    return howMany()
        + " failed in "
        + Wording.span(diagnosis.summary().to() - from)
        + " from "
        + Wording.second(from)
        + " UTC: "
        + CauseWording.phrases(finding.causes())
        + ".";
  }

  private String howMany() {
    return finding.evidence().partlyRecorded()
        ? Wording.count(all().failed(), "connect")
        : Wording.count(all().failed()) + " of " + Wording.count(all().connects(), "connect");
  }

  private static String counted(CountedDestination counted) {
    return "Not every connect was recorded. In all there were "
        + Wording.count(counted.connects())
        + ": "
        + Wording.rate(Tally.ofEarly(counted))
        + " failed on source ports that were used shortly before, "
        + Wording.rate(Tally.ofOthers(counted))
        + " on others.";
  }

  private String row(IdleRow row) {
    return IdleLabel.of(row, finding.lifetime()) + ": " + Wording.rate(row.connects()) + " failed";
  }

  private String kept() {
    Lifetime lifetime = finding.lifetime();
    return switch (lifetime.answer()) {
      case NONE_FOUND -> "Connects on source ports that were used shortly before fail more often.";
      case BETWEEN ->
          "That is consistent with a device that keeps a session for "
              + Wording.range(
                  Wording.span(lifetime.lowNanos()), Wording.spanUp(lifetime.highNanos()))
              + " after its last packet, and does not let a new one begin on it. A SYN that got no"
              + " answer may start that time again.";
      case VARIES ->
          "That is consistent with devices that keep sessions for different times, up to "
              + Wording.spanUp(lifetime.highNanos())
              + " after their last packet, and do not let new ones begin on them.";
      case AT_LEAST ->
          "That is consistent with a device that keeps a session for "
              + Wording.span(lifetime.lowNanos())
              + " or longer after its last packet, and does not let a new one begin on it.";
    };
  }

  private List<String> outages() {
    return diagnosis.findings().outages().stream()
        .filter(outage -> outage.destination().equals(reuse().destination()))
        .map(LetterFacts::outage)
        .toList();
  }

  private static String outage(Outage outage) {
    return "Besides, from "
        + Wording.time(outage.from())
        + " to "
        + Wording.time(outage.to())
        + " UTC "
        + (outage.refused() ? "connects were refused" : "nothing was answered")
        + " whatever the source port: "
        + Wording.rate(outage.connects())
        + " failed.";
  }

  List<Block> certainty() {
    List<String> points = new ArrayList<>();
    Interval difference = finding.evidence().comparison().riskDifference();
    if (difference != null) {
      points.add(
          String.format(
              Locale.ROOT,
              "Compared within the same moments, connects on ports used shortly before fail %.1f"
                  + " percentage points %s often than the others (%.1f to %.1f, with 95 %%"
                  + " confidence). A server that was down, or loss, would hit both alike.",
              100 * Math.abs(difference.estimate()),
              difference.estimate() < 0 ? "less" : "more",
              100 * difference.low(),
              100 * difference.high()));
    }
    if (sessions.reuse()) {
      points.add(
          "Each connect of A has this as its cause with a chance of nine in ten or more. They were"
              + " chosen for being clear: the session before was seen from open to close.");
    }
    long open = finding.causes().getOrDefault(Cause.UNKNOWN, 0L);
    if (open > 0) {
      points.add("The cause of " + Wording.count(open) + " more is open.");
    }
    if (!sessions.reuse()) {
      points.add(
          "The client saw that the connects failed, and when. Why is not known from there: loss, a"
              + " full accept queue, one bad path of several and a limit look alike.");
    }
    return List.of(new Points(points));
  }

  List<Block> limits() {
    return List.of(new Points(List.of(nat(), clock(), other())));
  }

  private String nat() {
    return switch (diagnosis.findings().nat()) {
      case NONE -> "Addresses and ports are what the device sees: no source NAT is on the path.";
      case SOURCE ->
          "Source NAT is on the path: the device sees other addresses and ports than these. Please"
              + " translate first, with the translation log at the time the session was opened.";
      case UNKNOWN ->
          "Whether source NAT is on the path is not known. If there is some before the device, it"
              + " sees other addresses and ports than these: please translate first, with the"
              + " translation log at the time the session was opened.";
    };
  }

  private String clock() {
    OptionalLong moved = clockMoved();
    long steps = diagnosis.quality().counts().getOrDefault(QualityCounter.CLOCK_STEPS, 0L);
    return "Times are the clock of the client's host. Its offset from yours: [fill in, from chronyc"
        + " tracking there]."
        + (moved.isPresent()
            ? " While it recorded, it moved by "
                + Wording.spanUp(moved.getAsLong())
                + " against the kernel's monotonic clock"
                + (steps > 0 ? ", in " + Wording.count(steps, "step") + "." : ".")
            : "");
  }

  /** Largest change of a JVM's offset between the two clocks, ns; empty with fewer than two. */
  private OptionalLong clockMoved() {
    return jvms.stream()
        .map(
            jvm ->
                jvm.settings().stream()
                    .mapToLong(SettingsEvent::monotonicOffset)
                    .filter(offset -> offset != SettingsEvent.UNKNOWN)
                    .summaryStatistics())
        .filter(offsets -> offsets.getCount() > 1)
        .mapToLong(offsets -> offsets.getMax() - offsets.getMin())
        .max();
  }

  private String other() {
    boolean alone = !diagnosis.findings().audit().witnesses().any();
    return (alone ? "Seen from the client's JVM alone: other" : "Other")
        + " programs may have used the same ports between."
        + " What the client did not see, such as who dropped a packet, is not claimed.";
  }
}
