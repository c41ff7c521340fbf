package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.ClockLag;
import io.tuplewatch.witness.ClockOffset;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.SeenPackets;
import io.tuplewatch.witness.capture.Capture;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The captures and the failed connects in them, and the inference beside them. */
final class SeenText {

  private final Audit audit;
  private final PrintWriter out;

  private SeenText(Audit audit, PrintWriter out) {
    this.audit = audit;
    this.out = out;
  }

  /** One sentence for the first screen; none without captures. */
  static Optional<String> sentence(Audit audit) {
    CaptureEvidence captures = audit.witnesses().captures();
    if (captures == null) {
      return Optional.empty();
    }
    String seen =
        captures.counts().entrySet().stream()
            .sorted(Map.Entry.<Seen, Long>comparingByValue().reversed())
            .limit(2)
            .map(entry -> Wording.count(entry.getValue()) + " " + SeenWording.of(entry.getKey()))
            .collect(Collectors.joining("; "));
    return Optional.of(
        "Captures: " + (seen.isEmpty() ? "nothing failed" : seen) + ". " + agreement(audit));
  }

  /** How often the inference was right. */
  static String agreement(Audit audit) {
    return String.format(
        Locale.ROOT,
        "Causes named without them: %s agree, %s contradict, %s cannot be checked.",
        Wording.count(audit.named(Audit.Outcome.AGREES)),
        Wording.count(audit.named(Audit.Outcome.CONTRADICTS)),
        Wording.count(audit.named(Audit.Outcome.OPEN)));
  }

  /** Writes the part; nothing without captures. {@code most}: how many failures, 0 or more. */
  static void write(Findings findings, int most, PrintWriter out) {
    CaptureEvidence captures = findings.audit().witnesses().captures();
    if (captures == null) {
      return;
    }
    SeenText text = new SeenText(findings.audit(), out);
    out.println("What the captures show");
    captures.captures().forEach(text::capture);
    text.clocks(captures);
    text.counts(captures);
    text.table();
    text.failures(findings.failures(), most);
    out.println();
  }

  private void capture(CaptureEvidence.Read read) {
    Capture capture = read.capture();
    String when =
        capture.packets() == 0
            ? ""
            : ", " + Wording.time(capture.from()) + " to " + Wording.time(capture.to()) + " UTC";
    Paragraph.print(
        2,
        (read.side() == Side.CLIENT ? "client: " : "server: ")
            + SafeText.of(capture.file().toString())
            + ": "
            + Wording.count(capture.packets(), "packet")
            + when
            + "; of the connects looked for "
            + Wording.count(read.found())
            + " are in it",
        out);
    capture.problems().forEach(problem -> Paragraph.print(4, SafeText.of(problem), out));
    if (capture.cutOff() > 0) {
      Paragraph.print(
          4,
          Wording.count(capture.cutOff(), "packet")
              + " cut off before the TCP header's end: capture more of each (tcpdump -s 128)",
          out);
    }
    if (capture.dropped() > 0) {
      Paragraph.print(
          4,
          Wording.count(capture.dropped(), "packet")
              + " lost while capturing, as the file itself says",
          out);
    }
  }

  private void clocks(CaptureEvidence captures) {
    ClockLag lag = captures.clientLag();
    if (lag != null) {
      out.printf(
          Locale.ROOT,
          "  A SYN is captured %.2f ms (95 %%: %.2f to %.2f) after the recorded start: way and"
              + " clocks.%n",
          lag.medianNanos() / 1e6,
          lag.lowNanos() / 1e6,
          lag.highNanos() / 1e6);
    }
    ClockOffset offset = captures.serverOffset();
    if (offset != null) {
      out.printf(
          Locale.ROOT,
          "  The server's clock is %.3f to %.3f ms ahead of the client's (%s seen at both"
              + " ends)%s.%n",
          offset.lowNanos() / 1e6,
          offset.highNanos() / 1e6,
          Wording.count(offset.handshakes(), "handshake"),
          offset.drifts() ? "; they ran apart meanwhile" : "");
    }
  }

  private void counts(CaptureEvidence captures) {
    out.println();
    out.println("  Failed connects:");
    captures
        .counts()
        .forEach(
            (seen, count) -> out.printf("  %8s  %s%n", Wording.count(count), SeenWording.of(seen)));
    if (captures.failuresLeftOut() > 0) {
      out.println("  " + Wording.count(captures.failuresLeftOut()) + " more were not looked for.");
    }
  }

  private void table() {
    out.println();
    out.println("  Causes as inferred without the captures, beside what they show:");
    audit
        .table()
        .forEach(
            (cause, row) ->
                row.forEach(
                    (seen, count) ->
                        out.printf(
                            "  %8s  %s: %s%n",
                            Wording.count(count), CauseWording.name(cause), SeenWording.of(seen))));
    if (audit.table().keySet().stream().anyMatch(cause -> cause != Cause.UNKNOWN)) {
      out.println("  " + agreement(audit));
    }
  }

  private void failures(List<FailureCause> failures, int most) {
    int shown = 0;
    for (int index = 0; index < failures.size() && shown < most; index++) {
      SeenPackets packets = audit.packets(index);
      if (packets.seen() != Seen.NOTHING) {
        if (shown++ == 0) {
          out.println();
        }
        failure(failures.get(index), packets);
      }
    }
  }

  private void failure(FailureCause failure, SeenPackets packets) {
    var use = failure.attempt().use();
    var tuple = use.key().tuple();
    String translated =
        packets.translated() == null
            ? ""
            : " (at the server " + SafeText.of(packets.translated()) + ")";
    Paragraph.print(
        2,
        Wording.time(use.wallTime())
            + " "
            + SafeText.of(tuple.localAddress())
            + ":"
            + tuple.localPort()
            + " > "
            + SafeText.of(tuple.remoteAddress())
            + ":"
            + tuple.remotePort()
            + translated
            + ", seq "
            + Integer.toUnsignedString(packets.sequence())
            + ": "
            + SeenWording.of(packets),
        out);
  }
}
