package io.tuplewatch.history;

import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.CaptureSource;
import io.tuplewatch.witness.CaptureSource.Side;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.UnusableCaptureException;
import io.tuplewatch.witness.Witnesses;
import io.tuplewatch.witness.firewalllog.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Captures of both ends, and a device's log as CSV, of a history. */
public final class PlayedWitnesses {

  private PlayedWitnesses() {}

  /** All three, written into the folder. */
  public static Witnesses of(LabelledHistory history, ReuseLog reuses, Path folder)
      throws IOException, UnusableCaptureException {
    return new Witnesses(
        captures(history, reuses, folder), log(reuses, lines(history, true), folder));
  }

  /** Captures of both ends. */
  public static CaptureEvidence captures(LabelledHistory history, ReuseLog reuses, Path folder)
      throws IOException, UnusableCaptureException {
    Path client = folder.resolve("client.pcap");
    Path server = folder.resolve("server.pcap");
    PlayedPackets.of(history).write(client, server);
    return CaptureEvidence.of(
        reuses.uses(),
        List.of(new CaptureSource(Side.CLIENT, client), new CaptureSource(Side.SERVER, server)));
  }

  /** A log of these lines. */
  public static LogEvidence log(ReuseLog reuses, List<String> lines, Path folder)
      throws IOException, UnusableCaptureException {
    Path file = Files.write(folder.resolve("device.csv"), lines);
    LogReader.Form form = new LogReader.Form(ZoneOffset.UTC, 0, Map.of());
    return LogEvidence.of(
        reuses.uses(), List.of(file), new LogEvidence.Reading(form, 0, null, false));
  }

  /** A head line, and a line of each blocked SYN; {@code held}: they say why. */
  public static List<String> lines(LabelledHistory history, boolean held) {
    List<String> lines = new ArrayList<>(List.of("time,src,srcport,dst,dstport,action,reason"));
    for (Attempt attempt : history.attempts()) {
      if (attempt.blocked()) {
        PlayedPackets.syns(attempt).forEach(syn -> lines.add(line(attempt, syn, held)));
      }
    }
    return lines;
  }

  /** A line of a blocked SYN, sent so long after the history's start. */
  public static String line(Attempt attempt, long time, boolean held) {
    return LabelledHistory.wallTime(Duration.ofNanos(time))
        + ",10.0.0.5,"
        + attempt.localPort()
        + ","
        + RecordedEvents.address(attempt.destination())
        + ",443,drop,"
        + (held ? "SYN packet on established connection" : "rule 7");
  }
}
