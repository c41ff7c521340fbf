package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as the agent wrote them where there was no JFR. */
class JsonLinesReadingTest {

  private static final String CONNECT =
      """
      {"event":"tuplewatch.SocketConnect","startTime":"2026-11-22T17:10:27.046287531Z","jvmId":-63,\
      "connectionId":1,"host":"db","address":"10.0.0.9","port":5432,"localAddress":"10.0.0.1",\
      "localPort":43492,"duration":1500000,"bound":false,"outcome":"REFUSED","timeout":250,\
      "api":"SOCKET","exceptionClass":"java.net.ConnectException",\
      "exceptionMessage":"a \\"quoted\\" \\u00fc\\u000a","callSite":"App.main:6"}
      """;
  private static final String CLOSE =
      """
      {"event":"tuplewatch.SocketClose","startTime":"2026-11-22T17:10:28Z","jvmId":-63,\
      "connectionId":7,"address":"10.0.0.9","port":5432,"localAddress":"10.0.0.1",\
      "localPort":43492,"lifetime":290843,"closedBy":"REMOTE"}
      """;

  @TempDir Path directory;
  private final List<ChunkEvents> chunks = new ArrayList<>();

  @Test
  void everyFieldOfAConnectIsReadBack() throws IOException {
    Recording recording = read(CONNECT);

    assertThat(recording.problems()).isEmpty();
    long start = nanos("2026-11-22T17:10:27.046287531Z");
    assertThat(chunks.get(0).connects())
        .containsExactly(
            new ConnectEvent(
                -63,
                1,
                start,
                start + 1_500_000,
                "db",
                "10.0.0.9",
                5432,
                "10.0.0.1",
                43492,
                false,
                "REFUSED",
                "java.net.ConnectException",
                "a \"quoted\" ü\n",
                250,
                "SOCKET",
                "App.main:6",
                null));
  }

  @Test
  void closeIsReadBackAndUnknownEventsAreLeftOut() throws IOException {
    Recording recording =
        read(CLOSE + "{\"event\":\"x.Y\",\"startTime\":\"2026-11-22T17:10:29Z\"}\n");

    assertThat(recording.problems()).isEmpty();
    assertThat(recording.closes()).isEqualTo(1);
    assertThat(chunks.get(0).closes().get(0).closedBy()).isEqualTo("REMOTE");
    assertThat(chunks.get(0).whole()).isTrue();
  }

  @Test
  void damagedLinesAreProblemsAndTheOthersAreKept() throws IOException {
    for (String bad :
        List.of(
            "{",
            "{\"event\":1}",
            "{\"startTime\":\"yesterday\"}",
            "{\"a\":{}}",
            "{\"a\":\"\\q\"}",
            CONNECT.substring(0, 100),
            "\0\0\0")) {
      chunks.clear();
      Recording recording = read(CONNECT + bad + "\n" + CLOSE);

      assertThat(recording.problems()).as(bad).hasSize(1);
      assertThat(recording.connects() + recording.closes()).isEqualTo(2);
      assertThat(chunks.get(0).whole()).isFalse();
    }
  }

  @Test
  void lineWithoutEndIsNotReadIntoMemory() throws IOException {
    Recording recording = read(CONNECT + "{" + "x".repeat(2_000_000));

    assertThat(recording.problems())
        .singleElement()
        .extracting(Problem::reason)
        .asString()
        .contains("1 MiB");
  }

  @Test
  void droppedEventsAreSaid() throws IOException {
    Recording recording =
        read(
            "{\"event\":\"tuplewatch.AgentStatus\",\"startTime\":\"2026-11-22T17:10:29Z\",\"jvmId\":-63,\"connects\":9,\"closes\":8,\"events\":\"all\",\"droppedEvents\":3}\n");

    assertThat(recording.problems())
        .singleElement()
        .extracting(Problem::reason)
        .asString()
        .contains("3 events");
    assertThat(chunks.get(0).statuses().get(0).connects()).isEqualTo(9);
    assertThat(chunks.get(0).statuses().get(0).everyEventWritten()).isTrue();
  }

  @Test
  void chunksOfALongFileFollowEachOtherWithoutAHole() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 120_000; i++) {
      String time = Instant.parse("2026-11-22T17:10:27Z").plusMillis(i).toString();
      text.append(CLOSE.replace("2026-11-22T17:10:28Z", time));
    }

    Recording recording = read(text.toString());

    assertThat(recording.closes()).isEqualTo(120_000);
    assertThat(chunks).hasSize(3);
    assertThat(chunks.get(1).start()).isEqualTo(nanos("2026-11-22T17:11:16.999Z"));
  }

  private Recording read(String text) throws IOException {
    Path file = directory.resolve("agent.jsonl");
    Files.writeString(file, text);
    return RecordingReader.read(List.of(directory), chunks::add, (f, p, s) -> {}).get(0);
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
