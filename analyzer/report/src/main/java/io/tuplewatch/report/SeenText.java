package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.ClockLag;
import io.tuplewatch.witness.ClockOffset;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.SeenPackets;
import io.tuplewatch.witness.capture.Capture;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The failed connects in captures and in a device's log, and the inference beside them. */
final class SeenText {

  private final Audit audit;
  private final PrintWriter out;

  private SeenText(Audit audit, PrintWriter out) {
    this.audit = audit;
    this.out = out;
  }

  /** One sentence or two for the first screen; none without captures and logs. */
  static Optional<String> sentence(Audit audit) {
    if (!audit.witnesses().any()) {
      return Optional.empty();
    }
    CaptureEvidence captures = audit.witnesses().captures();
    LogEvidence log = audit.witnesses().log();
    String seen = captures == null ? "" : "Captures: " + mostSeen(captures) + ". ";
    String logged =
        log == null
            ? ""
            : "The device's log: "
                + Wording.count(log.blockedFailures())
                + " of them blocked, "
                + Wording.count(log.otherFailures())
                + " not in it. ";
    return Optional.of(seen + logged + SeenWording.agreement(audit));
  }

  private static String mostSeen(CaptureEvidence captures) {
    String seen =
        captures.counts().entrySet().stream()
            .sorted(Map.Entry.<Seen, Long>comparingByValue().reversed())
            .limit(2)
            .map(entry -> Wording.count(entry.getValue()) + " " + SeenWording.of(entry.getKey()))
            .collect(Collectors.joining("; "));
    return seen.isEmpty() ? "nothing failed" : seen;
  }

  /** Writes the part; nothing without captures and logs. {@code most}: failures, 0 or more. */
  static void write(Findings findings, int most, PrintWriter out) {
    SeenText text = new SeenText(findings.audit(), out);
    CaptureEvidence captures = findings.audit().witnesses().captures();
    if (captures != null) {
      out.println("What the captures show");
      captures.captures().forEach(text::capture);
      text.clocks(captures);
      text.counts(captures);
      text.table();
      text.failures(findings.failures(), most);
      out.println();
    }
    LogEvidence log = findings.audit().witnesses().log();
    if (log != null) {
      text.log(log);
      text.blocked(findings.failures(), most);
      out.println();
    }
  }

  private void log(LogEvidence log) {
    out.println("What the device's log says");
    for (LogEvidence.Read read : log.logs()) {
      Paragraph.print(
          2,
          SafeText.of(read.file().toString())
              + ": "
              + Wording.count(read.counts().lines(), "line")
              + ", "
              + Wording.count(read.counts().understood())
              + " of TCP connections",
          out);
    }
    out.printf("  %8s  failed connects blocked%n", Wording.count(log.blockedFailures()));
    out.printf("  %8s  failed connects not in it%n", Wording.count(log.otherFailures()));
    out.printf("  %8s  lines of blocked SYNs of failed connects%n", Wording.count(log.matched()));
    out.printf(
        "  %8s  lines of recorded connects that did not fail%n", Wording.count(log.ofOthers()));
    out.printf(
        "  %8s  lines to recorded destinations that no recorded connect fits%n",
        Wording.count(log.unmatched()));
    if (log.matched() > 0) {
      out.printf(
          Locale.ROOT,
          "  The device's clock is %.2f to %.2f s ahead of the JVM's.%n",
          log.skewLowNanos() / 1e9,
          log.skewHighNanos() / 1e9);
    }
    out.println("  " + SeenWording.agreement(audit));
  }

  private void blocked(List<FailureCause> failures, int most) {
    int shown = 0;
    for (FailureCause failure : failures) {
      LogEvidence.Blocked blocked = audit.blocked(failure);
      if (blocked != null && shown < most) {
        if (shown++ == 0) {
          out.println();
        }
        Paragraph.print(2, tuple(failure) + ": " + SeenWording.of(blocked), out);
      }
    }
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
      out.println("  The server's clock is " + SeenWording.of(offset) + ".");
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
      out.println("  " + SeenWording.agreement(audit));
    }
  }

  private void failures(List<FailureCause> failures, int most) {
    int shown = 0;
    for (FailureCause failure : failures) {
      SeenPackets packets = audit.packets(failure);
      if (packets.seen() != Seen.NOTHING && shown < most) {
        if (shown++ == 0) {
          out.println();
        }
        failure(failure, packets);
      }
    }
  }

  private void failure(FailureCause failure, SeenPackets packets) {
    String translated =
        packets.translated() == null
            ? ""
            : " (at the server " + SafeText.of(packets.translated()) + ")";
    Paragraph.print(
        2,
        tuple(failure)
            + translated
            + ", seq "
            + Integer.toUnsignedString(packets.sequence())
            + ": "
            + SeenWording.of(packets),
        out);
  }

  private static String tuple(FailureCause failure) {
    var use = failure.attempt().use();
    var tuple = use.key().tuple();
    return Wording.time(use.wallTime())
        + " "
        + SafeText.of(tuple.localAddress())
        + ":"
        + tuple.localPort()
        + " > "
        + SafeText.of(tuple.remoteAddress())
        + ":"
        + tuple.remotePort();
  }
}
