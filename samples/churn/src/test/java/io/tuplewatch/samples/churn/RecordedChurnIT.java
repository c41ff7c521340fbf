package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The churn client under the real agent; the server's log is the truth. */
class RecordedChurnIT {

  private static final int CONNECTS = 10_000;
  private static final Path AGENT =
      Path.of("../../agent/javaagent/target/tuplewatch-agent.jar").toAbsolutePath().normalize();
  private static final Path CHURN = Path.of("target/churn.jar").toAbsolutePath();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "socket, client, normal",
    "channel, server, system-exit",
    "non-blocking-channel, client, system-exit"
  })
  void tenThousandConnectsAndClosesAreRecordedWithTheServersPorts(
      String api, String close, String exit) throws Exception {
    Path serverLog = directory.resolve("server.csv");
    try (RunningServer server =
        RunningServer.start(
            "--close=" + close, "--connections=" + CONNECTS, "--log=" + serverLog)) {
      runClient(server, api, close, exit);
      server.summary();
    }

    Map<String, List<RecordedEvent>> events =
        RecordingFile.readAllEvents(recording()).stream()
            .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
    List<RecordedEvent> connects = events.get("tuplewatch.SocketConnect");
    List<RecordedEvent> closes = events.get("tuplewatch.SocketClose");
    List<String> seenByServer = Csv.read(serverLog).columns("localAddress", "peerPort");
    assertThat(seenByServer).hasSize(CONNECTS);
    assertThat(connects)
        .extracting(RecordedChurnIT::tuple)
        .containsExactlyInAnyOrderElementsOf(seenByServer);
    assertThat(closes)
        .extracting(RecordedChurnIT::tuple)
        .containsExactlyInAnyOrderElementsOf(seenByServer);
    assertThat(connects).allMatch(event -> event.getString("outcome").equals("CONNECTED"));
    assertThat(closes)
        .allMatch(
            event ->
                event.getString("closedBy").equals(close.equals("client") ? "LOCAL" : "REMOTE"));
    assertThat(connectionIds(closes)).hasSize(CONNECTS).isEqualTo(connectionIds(connects));
  }

  private void runClient(RunningServer server, String api, String close, String exit)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + AGENT);
    command.add("-XX:StartFlightRecording:settings=none,filename=" + recording());
    command.addAll(List.of("-jar", CHURN.toString(), "client"));
    command.addAll(List.of("--addresses=127.0.0.1-127.0.0.10", "--port=" + server.port()));
    command.addAll(List.of("--connects=" + CONNECTS, "--threads=4"));
    command.addAll(List.of("--api=" + api, "--close=" + close, "--exit=" + exit));
    Process client =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("client.txt").toFile())
            .start();
    try {
      assertThat(client.waitFor(180, TimeUnit.SECONDS)).as("ended").isTrue();
      assertThat(client.exitValue()).isZero();
    } finally {
      client.destroyForcibly();
    }
  }

  private Path recording() {
    return directory.resolve("client.jfr");
  }

  private static String tuple(RecordedEvent event) {
    return event.getString("address") + " " + event.getLong("localPort");
  }

  private static Set<Long> connectionIds(List<RecordedEvent> events) {
    return events.stream().map(event -> event.getLong("connectionId")).collect(Collectors.toSet());
  }
}
