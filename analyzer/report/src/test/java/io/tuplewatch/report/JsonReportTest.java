package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.Peer;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;
  private static final String HOSTILE = "\u001B\u009B\u007F\u202E\uD83D\"\\";

  @Test
  void timesAreIsoUtcAndSpansAreMilliseconds() throws IOException {
    assertThat(values())
        .containsEntry("/firewallTimeoutMs", "60000.000")
        .containsEntry("/summary/from", "2023-11-14T22:13:20Z")
        .containsEntry("/summary/to", "2023-11-14T22:13:32Z")
        .containsEntry("/reuses/time", "2023-11-14T22:13:30.500Z")
        .containsEntry("/reuses/idleMs", "9500.000")
        .containsEntry("/reuses/attemptMs", "1500.000")
        .containsEntry("/reuses/previous/closedBy", "LOCAL");
  }

  @Test
  void unknownNumbersAreNull() throws IOException {
    assertThat(values())
        .containsEntry("/settings/portStepWidth", "null")
        .containsEntry("/settings/reservedPorts", "null")
        .containsEntry("/recordings/problems/chunk", "null");
  }

  @Test
  void hostileTextStaysDataAndOnlyAsciiIsWritten() throws IOException {
    assertThat(values()).containsEntry("/reuses/exceptionMessage", HOSTILE);
    assertThat(json()).matches("[\\x20-\\x7E\\r\\n]*");
  }

  private static String json() throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis(), out);
    return out.toString();
  }

  /** Scalar values by path, indexes left out. */
  private static Map<String, String> values() throws IOException {
    Map<String, String> values = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          values.put(path.replaceAll("/\\d+", ""), parser.getText());
        }
      }
    }
    return values;
  }

  /** A tuple that worked, was closed after a second, and failed 9.5 s later. */
  static Diagnosis diagnosis() {
    ChunkEvents chunk = ChunkEvents.startingAt(START);
    chunk.others().counts().add(new CountsEvent(7, START, "10.1.2.3", 443, 5, 2, 3, 1, 2));
    chunk
        .settings()
        .add(
            RecordedSettings.at(START)
                .namespace(5)
                .container("c")
                .twReuse(2, 1000)
                .offset(START)
                .event());
    chunk.connects().add(connect(1, START, START, "CONNECTED"));
    chunk.closes().add(RecordedConnection.number(1).close(START + SECOND, "LOCAL"));
    long again = START + 10 * SECOND + SECOND / 2;
    chunk.connects().add(connect(2, again, again + SECOND + SECOND / 2, "REFUSED"));
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    Path file = Path.of("app.jfr");
    Peer peer = new Peer("db", "10.1.2.3", 443, 9, START, START + SECOND);
    Problem problem = new Problem(file, 0, "is odd", "do nothing", false);
    ConnectionLog log =
        builder.build(
            List.of(new Recording(file, file, 10, 1, 2, 1, 1, 0, List.of(peer), List.of(problem))));
    return Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofMinutes(1)));
  }

  private static ConnectEvent connect(long id, long start, long end, String outcome) {
    return RecordedConnection.number(id)
        .host("db")
        .failing("E", HOSTILE)
        .timeoutMillis(5000)
        .callSite("a.B.c:1")
        .connect(start, end, outcome);
  }
}
