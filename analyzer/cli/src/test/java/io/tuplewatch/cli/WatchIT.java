package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** watch on real JVMs with the real agent. */
@EnabledOnOs(OS.LINUX) // as the agent
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class WatchIT {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path directory;

  static Stream<Path> javas() {
    return RecordIT.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void countsOfARunAreThoseOfTheAnalysisOfItsRecording(Path java) throws Exception {
    Path recording = directory.resolve("all.jfr");
    Process watch;
    BufferedReader said;
    try (ReusingJvm jvm = ReusingJvm.withAgent(java, directory, "record=" + recording)) {
      watch = Tool.start("watch", jvm.pid(), "--firewall-timeout", "60m");
      said = Tool.said(watch);
      boolean live = Tool.lineWith(said, jvm.pid() + " Reusing: ").endsWith("watching");
      jvm.connect(40);
      jvm.rotate(directory.resolve("part.jfr"));
      jvm.fail();
      jvm.connect(10);
      jvm.fail();
      if (!live) {
        jvm.rotate(directory.resolve("part.jfr"));
      }
      assertThat(Tool.lineWith(said, "failed early reuse: "))
          .contains(" REFUSED ")
          .contains("had worked");
      Tool.lineWith(said, "failed early reuse: ");
      Tool.interrupt(watch);
    }

    assertThat(Tool.lineWith(said, "in all: ")).endsWith(told(analyzed(recording)));
    assertThat(watch.waitFor()).isZero();
    assertThat(analyzed(recording).failedEarlyReuses()).isEqualTo(2);
  }

  private static Tallies analyzed(Path recording) {
    ConnectionLog log = ConnectionLog.read(List.of(recording), Progress.NONE);
    return Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofMinutes(60)), Nat.UNKNOWN)
        .summary()
        .connects();
  }

  private static String told(Tallies counts) {
    return counts.all().connects()
        + " connects, "
        + counts.all().failed()
        + " failed (REFUSED "
        + counts.all().failed()
        + "), "
        + counts.earlyReuses().connects()
        + " early reuses, "
        + counts.failedEarlyReuses()
        + " failed early reuses; 1 destination";
  }

  @Test
  void firstFailedEarlyReuseEndsItAndTheCommandIsToldOfIt() throws Exception {
    Path event = directory.resolve("event.json");
    try (ReusingJvm jvm = ReusingJvm.withAgent(JAVA, directory, recordOption())) {
      Process watch =
          Tool.start("watch", jvm.pid(), "--until", "failed", "--exec", "cat > " + event);
      BufferedReader said = Tool.said(watch);
      Tool.lineWith(said, "watching");
      jvm.connect(2);
      jvm.fail();

      assertThat(watch.waitFor()).isEqualTo(3);
      assertThat(event)
          .content()
          .contains("\"failedEarlyReuse\":true")
          .contains("\"outcome\":\"REFUSED\"")
          .contains("\"callSite\":\"Reusing.connect:")
          .endsWith("}\n");
    }
  }

  private String recordOption() {
    return "record=" + directory.resolve("own.jfr");
  }

  @Test
  void killedJvmIsSaidToHaveEndedAndWhatWasFlushedIsCounted() throws Exception {
    ReusingJvm jvm = ReusingJvm.withAgent(JAVA, directory, recordOption());
    Process watch = Tool.start("watch", jvm.pid());
    BufferedReader said = Tool.said(watch);
    Tool.lineWith(said, "watching");
    jvm.connect(3);
    jvm.fail();
    Tool.lineWith(said, "failed early reuse: ");
    jvm.kill();

    assertThat(Tool.lineWith(said, "has ended")).isNotNull();
    assertThat(Tool.lineWith(said, "in all: ")).contains("4 connects, 1 failed");
    assertThat(watch.waitFor()).isZero();
    jvm.close();
  }

  @Test
  void afterADetachOfTheAgentTheWatchEndsWithOneLine() throws Exception {
    try (ReusingJvm jvm = ReusingJvm.withAgent(JAVA, directory, recordOption())) {
      Process watch = Tool.start("watch", jvm.pid());
      BufferedReader said = Tool.said(watch);
      Tool.lineWith(said, "watching");
      jvm.connect(3);
      assertThat(Tool.start("detach", jvm.pid()).waitFor()).isZero();

      assertThat(Tool.lineWith(said, "is watched no more: it has no agent")).contains("attach");
      assertThat(watch.waitFor()).isZero();
    }
  }

  @Test
  void jvmWithoutTheAgentIsOfferedTheCommandThatAttachesIt() throws Exception {
    try (ReusingJvm jvm = ReusingJvm.start(List.of(JAVA.toString()), directory)) {
      Process watch = Tool.start("watch", jvm.pid());

      assertThat(Tool.lineWith(Tool.said(watch), "has no agent"))
          .contains("tuplewatch attach " + jvm.pid() + " record=");
      assertThat(watch.waitFor()).isEqualTo(1);
    }
  }

  @Test
  void ofMoreThanFiveThousandDestinationsTheLastAreCountedTogether() throws Exception {
    try (ReusingJvm jvm = ReusingJvm.withAgent(JAVA, directory, recordOption())) {
      Process watch = Tool.start("watch", jvm.pid());
      BufferedReader said = Tool.said(watch);
      Tool.lineWith(said, "watching");
      jvm.connectToEachOf(5100);
      jvm.connect(1);
      jvm.fail();
      Tool.lineWith(said, "failed early reuse: ");
      Tool.interrupt(watch);

      assertThat(Tool.lineWith(said, "in all: "))
          .contains(" 5,102 connects, 1 failed")
          .endsWith("; 5000 destinations");
      assertThat(watch.waitFor()).isZero();
    }
  }
}
