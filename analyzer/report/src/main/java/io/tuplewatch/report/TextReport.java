package io.tuplewatch.report;

import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.recording.Recording;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The diagnosis for people, in 100 columns. */
public final class TextReport {

  private static final int MAX_FILES = 20;
  private static final int MAX_DESTINATIONS = 20;

  private final Diagnosis diagnosis;
  private final PrintWriter out;
  private final String timeout;
  private final String history;
  private final RealmNames realms;

  private TextReport(Diagnosis diagnosis, PrintWriter out) {
    this.diagnosis = diagnosis;
    this.out = out;
    this.realms = RealmNames.of(diagnosis.destinations());
    this.timeout = Wording.span(diagnosis.firewallTimeout().toNanos());
    this.history = Wording.span(diagnosis.idleTimeout().comparisonHistory().toNanos());
  }

  /**
   * Writes parts of the report, except {@link ReportPart#SELECTION} and {@link ReportPart#ADVICE},
   * and flushes.
   *
   * @param worst how many of the worst reuses to show, 0 or more
   */
  public static void write(Diagnosis diagnosis, Set<ReportPart> parts, int worst, PrintWriter out) {
    TextReport report = new TextReport(diagnosis, out);
    if (parts.contains(ReportPart.FLEET) && diagnosis.jvms().size() > 1) {
      FleetText.write(Fleet.of(diagnosis), out);
    }
    if (parts.contains(ReportPart.EVIDENCE) && diagnosis.summary().jvms() > 0) {
      HeadlineText.write(diagnosis.summary(), out);
      EvidenceText.write(diagnosis, report.realms, out);
    }
    if (parts.contains(ReportPart.SEEN)) {
      SeenText.write(diagnosis.findings(), worst, out);
    }
    if (parts.contains(ReportPart.READ)) {
      report.writeRead();
    }
    if (parts.contains(ReportPart.REUSE)) {
      report.writeReuse(worst);
    }
    if (parts.contains(ReportPart.SETTINGS)) {
      SettingsText.write(diagnosis.settings(), out);
    }
    if (parts.contains(ReportPart.QUALITY)) {
      QualityText.write(diagnosis.quality(), out);
    }
    out.flush();
  }

  private void writeReuse(int worst) {
    if (diagnosis.summary().connects().all().connects() > 0) {
      writeDestinations();
      WorstText.write(diagnosis, worst, realms, out);
    }
    CountsText.write(diagnosis.counted(), out);
  }

  private void writeRead() {
    out.println("What was read");
    List<Recording> recordings = diagnosis.recordings();
    recordings.stream().limit(MAX_FILES).forEach(this::writeRecording);
    if (recordings.size() > MAX_FILES) {
      out.println("  and " + Wording.count(recordings.size() - MAX_FILES, "more file"));
    }
    Summary summary = diagnosis.summary();
    if (summary.jvms() == 0) {
      return;
    }
    out.println();
    out.printf(
        "  %s to %s UTC (%s), %s%n",
        Wording.time(summary.from()),
        Wording.time(summary.to()),
        Wording.span(summary.to() - summary.from()),
        Wording.count(summary.jvms(), "JVM"));
    writeApart(summary);
    writeHistory(summary);
  }

  private void writeRecording(Recording recording) {
    out.printf(
        Locale.ROOT,
        "  %s: %.1f MB, %s, %s, %s%n",
        SafeText.of(recording.file().toString()),
        recording.size() / 1e6,
        Wording.count(recording.chunks(), "chunk"),
        Wording.count(recording.connects(), "connect"),
        Wording.count(recording.closes(), "close"));
    PeersText.write(recording, out);
  }

  private void writeApart(Summary summary) {
    summary
        .apart()
        .forEach(
            (result, count) ->
                out.println(
                    "  counted apart: " + Wording.count(count) + " " + ResultWording.of(result)));
  }

  private void writeHistory(Summary summary) {
    long connects = summary.connects().all().connects();
    if (connects == 0) {
      return;
    }
    out.printf(
        "  at least %s of recording before them: %s of %s connects (%s)%n",
        history,
        Wording.count(summary.connects().withHistory()),
        Wording.count(connects),
        Wording.percent(summary.connects().withHistory(), connects));
  }

  private void writeDestinations() {
    out.println();
    out.println("Reuse per destination, at a firewall idle timeout of " + timeout);
    String whence = IdleTimeoutText.of(diagnosis.idleTimeout());
    if (!whence.isEmpty()) {
      Paragraph.print(2, whence, out);
    }
    out.println(
        "  Early reuse, that is of a tuple idle for less than the timeout, is normal in itself.");
    out.println("  What counts is whether early reuses fail more often than the other connects.");
    out.println();
    writeRow("early reuses: failed", "other connects: failed", "not compared: failed");
    List<DestinationReuse> destinations = diagnosis.destinations();
    destinations.stream().limit(MAX_DESTINATIONS).forEach(this::writeDestination);
    if (destinations.size() > MAX_DESTINATIONS) {
      int more = destinations.size() - MAX_DESTINATIONS;
      out.println("  and " + Wording.count(more, "more destination") + ": see --json");
    }
    writeNotes();
  }

  private void writeDestination(DestinationReuse reuse) {
    String destination = TupleText.destination(reuse.destination(), reuse.host());
    out.println(realms.named("  " + destination, reuse.destination().realm()));
    writeRow(
        Wording.rate(reuse.tallies().comparedEarlyReuses()),
        Wording.rate(reuse.tallies().comparedOthers()),
        Wording.rate(reuse.tallies().notCompared()));
  }

  private void writeRow(String early, String others, String unknown) {
    out.printf("      %-28s  %-28s  %s%n", early, others, unknown);
  }

  private void writeNotes() {
    var connects = diagnosis.summary().connects();
    out.println();
    out.println(
        "  Failed early reuses of tuples that had worked before: "
            + Wording.count(connects.failedEarlyReuses()));
    out.println("  Other connects: late reuses (idle for the timeout or more) and first uses.");
    if (connects.notCompared().connects() > 0) {
      out.printf(
          "  Not compared: connects with less than %s of unbroken recording before them (early"
              + " reuses%n  can be told then, first uses not yet), and those whose past is not"
              + " known: a close not%n  recorded, an overlap, or the local address not known."
              + " Record longer, without holes.%n",
          history);
    }
  }
}
