package io.tuplewatch.report.letter;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.SeenWording;
import io.tuplewatch.report.Wording;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Paragraph;
import io.tuplewatch.report.letter.Letter.Points;
import io.tuplewatch.report.letter.Letter.Section;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.ClockOffset;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.SeenPackets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What captures and the device's own log show of the failed connects to one destination. */
final class SeenByOthers {

  private final Audit audit;
  private final List<FailureCause> failures;
  private final List<FailureCause> shown;

  private SeenByOthers(Audit audit, List<FailureCause> failures, List<FailureCause> shown) {
    this.audit = audit;
    this.failures = failures;
    this.shown = shown;
  }

  /** The section; empty without captures and logs. */
  static Optional<Section> of(
      Audit audit, List<FailureCause> all, Destination destination, Sessions sessions) {
    if (!audit.witnesses().any()) {
      return Optional.empty();
    }
    Set<Object> clearest =
        sessions.clearest().stream().map(c -> name(c.connect().use())).collect(Collectors.toSet());
    List<FailureCause> failures =
        all.stream()
            .filter(failure -> failure.attempt().failed())
            .filter(f -> Destination.of(f.attempt().use().key()).equals(destination))
            .toList();
    List<FailureCause> shown =
        failures.stream().filter(f -> clearest.contains(name(f.attempt().use()))).toList();
    SeenByOthers seen = new SeenByOthers(audit, failures, shown);
    List<Block> blocks = new ArrayList<>();
    CaptureEvidence captures = audit.witnesses().captures();
    if (captures != null) {
      seen.captures(captures, blocks);
    }
    if (audit.witnesses().log() != null) {
      seen.log(blocks);
    }
    return Optional.of(new Section("What others saw of them", blocks));
  }

  private static List<Long> name(Use use) {
    return List.of(use.jvmId(), use.connectionNumber());
  }

  private void captures(CaptureEvidence captures, List<Block> blocks) {
    boolean client = has(captures, Side.CLIENT);
    boolean server = has(captures, Side.SERVER);
    ClockOffset offset = captures.serverOffset();
    blocks.add(
        new Paragraph(
            "Packets were captured "
                + (client && server
                    ? "on the client's host and at the server"
                    : client ? "on the client's host" : "at the server")
                + ". SYNs are known by their sequence numbers."
                + (offset == null
                    ? ""
                    : " The server's clock is " + SeenWording.of(offset) + ".")));
    Map<Seen, Long> counts = new EnumMap<>(Seen.class);
    failures.forEach(failure -> counts.merge(audit.packets(failure).seen(), 1L, Long::sum));
    blocks.add(
        new Points(
            counts.entrySet().stream()
                .map(
                    e -> Wording.count(e.getValue(), "connect") + ": " + SeenWording.of(e.getKey()))
                .toList()));
    List<String> each =
        shown.stream().filter(f -> audit.packets(f).firstSyn() != 0).map(this::packets).toList();
    if (!each.isEmpty()) {
      blocks.add(new Paragraph("Of those in A, times by the capture's clock:"));
      blocks.add(new Points(each));
    }
  }

  private static boolean has(CaptureEvidence captures, Side side) {
    return captures.captures().stream().anyMatch(read -> read.side() == side);
  }

  private String packets(FailureCause failure) {
    SeenPackets packets = audit.packets(failure);
    return "port "
        + failure.attempt().use().key().tuple().localPort()
        + ", "
        + Wording.time(packets.firstSyn())
        + " UTC, sequence number "
        + Integer.toUnsignedString(packets.sequence())
        + (packets.translated() == null ? "" : ", at the server " + packets.translated())
        + ": "
        + SeenWording.of(packets);
  }

  private void log(List<Block> blocks) {
    List<FailureCause> blocked = failures.stream().filter(f -> audit.blocked(f) != null).toList();
    blocks.add(
        new Paragraph(
            "The device's own log has "
                + Wording.count(blocked.size())
                + " of the "
                + Wording.count(failures.size(), "failed connect")
                + " as blocked."));
    List<String> lines =
        shown.stream().filter(f -> audit.blocked(f) != null).map(this::blocked).toList();
    if (!lines.isEmpty()) {
      blocks.add(new Points(lines));
    }
  }

  private String blocked(FailureCause failure) {
    LogEvidence.Blocked blocked = audit.blocked(failure);
    return "port "
        + failure.attempt().use().key().tuple().localPort()
        + ", "
        + Wording.time(failure.attempt().use().wallTime())
        + " UTC: "
        + (blocked == null ? "" : SafeText.of(SeenWording.of(blocked), 300));
  }
}
