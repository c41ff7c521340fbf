package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.recording.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** record on real JVMs, as containers see the world; what it leaves in their /tmp, too. */
@EnabledOnOs(OS.LINUX) // as the agent
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class RecordIT {

  @TempDir private Path directory;

  private Path temporary;
  private Path results;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
    results = Files.createDirectory(directory.resolve("results"));
  }

  /** This one, and those that TUPLEWATCH_JDKS names. */
  static Stream<Path> javas() {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    for (String home : System.getenv().getOrDefault("TUPLEWATCH_JDKS", "").split(":", -1)) {
      if (!home.isEmpty() && !homes.contains(Path.of(home))) {
        homes.add(Path.of(home));
      }
    }
    return homes.stream().map(home -> home.resolve("bin/java"));
  }

  @ParameterizedTest
  @MethodSource("javas")
  void ctrlCEndsTheRecordingAndTheReportFollows(Path java) throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(java, temporary)) {
      Process record = record(jvm, "-o", results.resolve("report.json").toString());
      BufferedReader said = untilRecording(record);
      jvm.connect(7);
      Tool.interrupt(record);

      assertThat(rest(said)).contains("7 connects");
      assertThat(record.waitFor()).isZero();
      assertThat(recordedConnects()).isEqualTo(7);
      assertThat(results.resolve("report.json")).content().contains("\"schemaVersion\"");
      jvm.connect(1);
      assertThat(leftBehind()).isEmpty();
    }
  }

  @Test
  void jvmThatEndsSoonerLosesNothing() throws Exception {
    ConnectingJvm jvm = ConnectingJvm.start(temporary);
    Process record = record(jvm);
    BufferedReader said = untilRecording(record);
    jvm.connect(5);
    jvm.close();

    assertThat(rest(said)).contains("has ended").contains("5 connects");
    assertThat(record.waitFor()).isZero();
    assertThat(recordedConnects()).isEqualTo(5);
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void killedJvmLeavesNothingBehind() throws Exception {
    ConnectingJvm jvm = ConnectingJvm.start(temporary);
    Process record = record(jvm);
    BufferedReader said = untilRecording(record);
    jvm.kill();

    assertThat(rest(said)).contains("its recording");
    assertThat(record.waitFor()).isLessThanOrEqualTo(1);
    assertThat(leftBehind()).isEmpty();
    jvm.close();
  }

  @Test
  void ofAKilledJvmIsKeptWhatWasFlushed() throws Exception {
    ConnectingJvm jvm = ConnectingJvm.start(temporary);
    Process record = record(jvm);
    BufferedReader said = untilRecording(record);
    jvm.connect(5);
    awaitFlushOf(5);
    jvm.kill();

    assertThat(rest(said)).contains("has ended");
    assertThat(record.waitFor()).isLessThanOrEqualTo(1);
    assertThat(recordedConnects()).isEqualTo(5);
    assertThat(leftBehind()).isEmpty();
    jvm.close();
  }

  @Test
  void nextRunGoesOnWithTheRecordingOfAKilledOne() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      killARunThatSawThreeConnects(jvm);
      jvm.connect(2);

      Process record = record(jvm);
      BufferedReader said = Tool.said(record);
      assertThat(Tool.lineWith(said, "recording of an earlier run")).isNotNull();
      Tool.lineWith(said, "Ctrl-C");
      jvm.connect(2);
      Tool.interrupt(record);

      assertThat(rest(said)).contains("7 connects");
      assertThat(record.waitFor()).isZero();
      assertThat(leftBehind()).isEmpty();
    }
  }

  @Test
  void agentOfAKilledRunLeavesAndTheNextRunFetchesWhatItHadRecorded() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      killARunThatSawThreeConnects(jvm);
      awaitDetached(jvm);
      assertThat(namesOfOneLeftFolder()).singleElement().asString().endsWith(".jfr");
      jvm.connect(4); // seen by nobody

      Process record = record(jvm);
      BufferedReader said = Tool.said(record);
      assertThat(Tool.lineWith(said, "an earlier run that was killed had recorded")).isNotNull();
      Tool.lineWith(said, "Ctrl-C");
      jvm.connect(2);
      Tool.interrupt(record);

      assertThat(rest(said)).contains("5 connects");
      assertThat(record.waitFor()).isZero();
      assertThat(leftBehind()).isEmpty();
    }
  }

  @Test
  void detachSaysWhatAKilledRunHadRecordedAndRemovesTheRest() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      killARunThatSawThreeConnects(jvm);
      awaitDetached(jvm);

      Process detach = Tool.start("detach", String.valueOf(jvm.pid()));

      assertThat(rest(Tool.said(detach)))
          .contains("has no agent attached; an earlier record has left its recording here: /proc/");
      assertThat(namesOfOneLeftFolder()).singleElement().asString().endsWith(".jfr");
    }
  }

  @Test
  void secondRunBesideALivingOneIsRefusedInWords() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      Process first = record(jvm);
      BufferedReader said = untilRecording(first);
      Process second = record(jvm);

      assertThat(rest(Tool.said(second))).contains("another tuplewatch record is recording it");
      assertThat(second.waitFor()).isEqualTo(1);
      jvm.connect(2);
      Tool.interrupt(first);
      assertThat(rest(said)).contains("2 connects");
      assertThat(first.waitFor()).isZero();
    }
  }

  /** Within 20 s, as it looks every 10 s. */
  private static void awaitDetached(ConnectingJvm jvm) throws Exception {
    Await.until(
        "the agent is out",
        () ->
            rest(Tool.said(Tool.start("status", String.valueOf(jvm.pid())))).contains("detached"));
  }

  @Test
  void recordingOfTheUsersOwnIsNotTouched() throws Exception {
    try (ConnectingJvm jvm =
        ConnectingJvm.start(
            temporary, "-XX:StartFlightRecording:name=theirs,filename=/tmp/theirs.jfr")) {
      Process record = record(jvm);
      BufferedReader said = untilRecording(record);
      jvm.connect(4);
      Tool.interrupt(record);

      assertThat(rest(said)).contains("4 connects");
      assertThat(leftBehind()).noneMatch(f -> f.getFileName().toString().startsWith("tuplewatch"));
    }
    assertThat(temporary.resolve("theirs.jfr")).isNotEmptyFile();
  }

  @Test
  void agentThatTheUserAttachedStaysAndItsRecordingGoesOn() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      String pid = String.valueOf(jvm.pid());
      assertThat(Tool.start("attach", pid, "record=/tmp/mine.jfr").waitFor()).isZero();
      jvm.connect(4);
      Process record = record(jvm);
      BufferedReader said = Tool.said(record);
      assertThat(Tool.lineWith(said, "has a recording already")).isNotNull();
      Tool.lineWith(said, "Ctrl-C");
      jvm.connect(2);
      Tool.interrupt(record);

      assertThat(rest(said)).contains("6 connects");
      jvm.connect(1);
      assertThat(Tool.start("detach", pid).waitFor()).isZero();
      assertThat(connectsOf(temporary.resolve("mine.jfr"))).isEqualTo(7);
    }
  }

  @Test
  void untilFailedEndsWithTheFirstFailureAndKeepLeavesTheAgentIn() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      Process record = record(jvm, "--until", "failed", "--then", "keep");
      BufferedReader said = untilRecording(record);
      jvm.connect(2);
      jvm.connectInVain();

      assertThat(rest(said)).contains("3 connects");
      assertThat(record.waitFor()).isZero();
      assertThat(recordedConnects()).isEqualTo(3);
      Process status = Tool.start("status", String.valueOf(jvm.pid()));
      assertThat(rest(Tool.said(status))).contains("recording on");
      assertThat(Tool.start("detach", String.valueOf(jvm.pid())).waitFor()).isZero();
    }
  }

  @Test
  void endsByItselfAfterTheGivenTime() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      Process record = record(jvm, "--for", "1s");

      assertThat(rest(Tool.said(record))).contains("holds no connect");
      assertThat(record.waitFor()).isEqualTo(1);
      assertThat(leftBehind()).isEmpty();
    }
  }

  @Test
  void anotherSuffixIsWrongUsage() throws Exception {
    Process record = Tool.start("record", "1", "-o", "report.pdf");

    assertThat(rest(Tool.said(record))).contains("report.pdf").contains(".json");
    assertThat(record.waitFor()).isEqualTo(2);
  }

  private void killARunThatSawThreeConnects(ConnectingJvm jvm) throws Exception {
    Process killed = record(jvm);
    untilRecording(killed);
    jvm.connect(3);
    killed.destroyForcibly().waitFor();
  }

  private Process record(ConnectingJvm jvm, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("record", String.valueOf(jvm.pid())));
    arguments.addAll(List.of(more));
    return Tool.builder(arguments.toArray(new String[0]))
        .directory(results.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static BufferedReader untilRecording(Process record) throws IOException {
    BufferedReader said = Tool.said(record);
    Tool.lineWith(said, "Ctrl-C ends it");
    return said;
  }

  private static String rest(BufferedReader said) {
    return String.join("\n", said.lines().toList());
  }

  /** JFR flushes each second; its chunk is read again until the connects are there. */
  private void awaitFlushOf(long connects) throws Exception {
    Await.until("flushed", () -> connectsOf(repository()) == connects);
  }

  private Path repository() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(f -> f.getFileName().toString().matches("\\d{4}(_\\d+)+"))
          .findFirst()
          .orElseThrow();
    }
  }

  private long recordedConnects() throws Exception {
    return connectsOf(results);
  }

  private static long connectsOf(Path input) throws Exception {
    return ConnectionLog.read(List.of(input), Progress.NONE).recordings().stream()
        .mapToLong(recording -> recording.connects())
        .sum();
  }

  /** But for the JVM's own socket for attaching. */
  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(f -> f.getFileName().toString().matches("tuplewatch.*|\\d{4}(_\\d+)+"))
          .filter(f -> !isEmptyRepositoryOfALivingJvm(f))
          .toList();
    }
  }

  private List<String> namesOfOneLeftFolder() throws IOException {
    assertThat(leftBehind()).hasSize(1);
    try (Stream<Path> files = Files.list(leftBehind().get(0))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static boolean isEmptyRepositoryOfALivingJvm(Path folder) {
    String[] files = folder.toFile().list();
    return files != null && files.length == 0 && !folder.getFileName().toString().contains("-");
  }
}
