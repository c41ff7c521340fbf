package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.SelectionReport;
import io.tuplewatch.selection.replay.WhatIf;
import io.tuplewatch.selection.simulation.KernelPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every number of the text is in the JSON. */
class TextNumbersTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  @ParameterizedTest
  @CsvSource({
    "natural-drop, 5",
    "natural-reset, 5",
    "icmp-reject, 5",
    "loss-firewall, 5",
    "server-down, 5",
    "several-jvms, 5",
    "exact, 60",
    "pool, 5"
  })
  void everyNumberOfALabRecordingsReportIsInItsJson(String sample, int seconds) throws IOException {
    ConnectionLog log = ConnectionLog.read(List.of(SAMPLES.resolve(sample)), Progress.NONE);
    assertEveryNumberIsInTheJson(log, Duration.ofSeconds(seconds));
  }

  @Test
  void everyNumberOfAGeneratedHistorysReportIsInItsJson() throws IOException {
    Firewall firewall = new Firewall(Duration.ofMinutes(5), Firewall.Answer.DROP, .8, true);
    Setting setting =
        Setting.quiet(7).losing(.05).to(3).from(2, 2).unseen(.1).givingUp(.01).behind(firewall);
    assertEveryNumberIsInTheJson(HistoryGenerator.play(setting).log(), firewall.lifetime());
  }

  /** With hot ports, an algorithm that is told, and a change of each kind. */
  @Test
  void everyNumberOfTheCheckAndTheReplayIsInTheirJson() throws Exception {
    List<RecordedDestination> destinations = List.of(sequentialBehindABlock());
    SelectionCheck check = SelectionCheck.of(destinations);
    Replay replay = new Replay(destinations, check.destinations(), Duration.ofMinutes(5), 4);
    SelectionReport report =
        new SelectionReport(
            Duration.ofMinutes(5),
            false,
            12,
            START,
            7,
            0,
            check,
            replay.recorded(),
            replay.algorithmNow(),
            replay.seeds(),
            replay.algorithms(),
            replay.effects(WhatIf.standard()),
            null);

    String text = selectionText(report);

    assertThat(text).contains("sequential (margin ", "hot port ", "rate=0.5x", "12 later connects");
    TextNumbers.assertOfSelectionAreIn(selectionJson(report), text);
  }

  private static RecordedDestination sequentialBehindABlock() {
    PortRange range = PortRange.parse("40000-41023");
    PortSet reserved = PortSet.parse("40100-40599");
    KernelPorts kernel =
        new KernelPorts(
            new PortSpace(range, reserved), SelectionAlgorithms.named("sequential"), 1, 7);
    ConnectTimeline.Builder timeline = new ConnectTimeline.Builder();
    for (long time = 0; time < 1500 * SECOND; time += SECOND) {
      int port = kernel.choose(0, time);
      kernel.hold(0, time, time, time);
      timeline.add(time, time, time, port, ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED);
    }
    return new RecordedDestination(
        new DestinationKey("realm", "10.0.0.5", "10.9.0.1", 443),
        new SelectionSettings("7.2.13", range, reserved, -1, -1, 0, 1000),
        timeline.build());
  }

  private static String selectionText(SelectionReport report) {
    StringWriter out = new StringWriter();
    SelectionText.write(report, new PrintWriter(out));
    return out.toString();
  }

  private static String selectionJson(SelectionReport report) throws IOException {
    StringWriter out = new StringWriter();
    SelectionJson.write(report, out);
    return out.toString();
  }

  private void assertEveryNumberIsInTheJson(ConnectionLog log, Duration timeout)
      throws IOException {
    Diagnosis diagnosis = Diagnosis.of(log, ReuseDetector.detect(log, timeout), Nat.UNKNOWN);
    StringWriter out = new StringWriter();
    TextReport.write(diagnosis, EnumSet.allOf(ReportPart.class), 20, new PrintWriter(out));
    StringWriter written = new StringWriter();
    JsonReport.write(diagnosis, written);
    TextNumbers.assertOfReportAreIn(written.toString(), out.toString());
  }
}
