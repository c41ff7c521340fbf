package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One chunk, times in seconds, an idle timeout of 60 s. */
class TextReportTest {

  private static final long SECOND = 1_000_000_000L;

  private final ChunkEvents chunk = ChunkEvents.startingAt(0);
  private long nextId;

  @Test
  void whatIsNotShownIsCountedAndTheCutOfTheJsonIsNamed() {
    for (long i = 0; i < 1005; i++) {
      worked(2 * i, 40_000);
    }

    assertThat(text())
        .contains("  990 more are in the JSON (--json), which is cut at 1,000 others");
  }

  @Test
  void wholeListInTheJsonIsNotCalledCut() {
    for (long i = 0; i < 13; i++) {
      worked(2 * i, 40_000);
    }

    assertThat(text()).contains("  2 more are in the JSON (--json)" + System.lineSeparator());
  }

  @Test
  void allReasonsForNotKnowingAreNamed() {
    worked(0, 40_000);

    assertThat(text())
        .contains("Not known: whether the tuple was used in the 1 min before cannot be told")
        .contains(
            "too little unbroken", "close not recorded", "overlap", "local address not known");
  }

  private String text() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    ConnectionLog log = builder.build(List.of());
    StringWriter out = new StringWriter();
    TextReport.write(
        Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofMinutes(1))),
        10,
        new PrintWriter(out));
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    return out.toString();
  }

  /** Closed a second later. */
  private void worked(long start, int localPort) {
    attempt(start, "CONNECTED", localPort);
    chunk
        .closes()
        .add(
            new CloseEvent(
                7,
                nextId,
                (start + 1) * SECOND,
                null,
                "10.1.2.3",
                443,
                "10.0.0.5",
                localPort,
                "LOCAL"));
  }

  private void attempt(long start, String outcome, int localPort) {
    chunk
        .connects()
        .add(
            new ConnectEvent(
                7,
                ++nextId,
                start * SECOND,
                start * SECOND,
                "db",
                "10.1.2.3",
                443,
                "10.0.0.5",
                localPort,
                false,
                outcome,
                null,
                null,
                0,
                "SOCKET",
                null));
  }
}
