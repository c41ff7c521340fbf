package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.RecordingCases;
import io.tuplewatch.agent.cases.StartCase;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the agent starts, and that it never keeps the application from starting. */
class AgentStartIT {

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  static Stream<Jdk> modularJdks() throws IOException, InterruptedException {
    return jdks().stream().filter(jdk -> jdk.version() >= 9);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void connectCarriesTheApplicationsCallSiteWhichSeesNothingOfTheInstrumentation(Jdk jdk)
      throws Exception {
    Ended child = new ChildJvm(jdk, directory).run(StartCase.class);

    RecordedEvent connect = only(child.events(SocketConnect.NAME));
    assertThat(connect.getStackTrace().getFrames())
        .anyMatch(frame -> frame.getMethod().getType().getName().equals(StartCase.class.getName()));
    assertThat(child.output())
        .contains("sees Byte Buddy: false", "sees the instrumentation: false");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingIsLostWhenTheApplicationCallsSystemExit(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).run(StartCase.class, "7");

    assertThat(child.exitCode()).isEqualTo(7);
    assertThat(child.output())
        .contains("connected from " + only(child.events(SocketConnect.NAME)).getLong("localPort"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void recordingsStartedAndStoppedAtRunTimeHoldTheConnectsOfTheirTime(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .withoutRecording()
            .run(RecordingCases.class, directory.toString());

    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    assertThat(tuplesIn("first.jfr")).isEqualTo(tuplesDuring(child, "first"));
    assertThat(tuplesIn("second.jfr")).containsAll(tuplesDuring(child, "second", "both"));
    assertThat(tuplesIn("overlapping.jfr")).containsAll(tuplesDuring(child, "both", "overlapping"));
    assertThat(tuplesIn("second.jfr")).doesNotContainAnyElementsOf(tuplesDuring(child, "off"));
    assertThat(tuplesIn("overlapping.jfr")).doesNotContainAnyElementsOf(tuplesDuring(child, "off"));
  }

  /** Each server has a port of its own; a source port alone may come again for another server. */
  private List<String> tuplesIn(String recording) throws IOException {
    return RecordingFile.readAllEvents(directory.resolve(recording)).stream()
        .filter(event -> event.getEventType().getName().equals(SocketConnect.NAME))
        .map(event -> event.getLong("localPort") + "->" + event.getLong("port"))
        .toList();
  }

  private static List<String> tuplesDuring(Ended child, String... phases) {
    return child.output().stream()
        .filter(line -> Stream.of(phases).anyMatch(phase -> line.startsWith(phase + " ")))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void unknownOptionIsOneWarningAndNeverStopsTheApplication(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).withAgentOptions("colour=blue").run(StartCase.class);

    assertThat(child.exitCode()).isZero();
    assertThat(only(words(child))).contains("option \"colour=blue\" is ignored");
    assertThat(child.events(SocketConnect.NAME)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("modularJdks")
  void withoutFlightRecorderItSaysSoAndStaysOut(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .withoutRecording()
            .withJvmOptions("--limit-modules", "java.base,java.instrument")
            .run(StartCase.class);

    assertThat(child.exitCode()).isZero();
    assertThat(child.output()).anyMatch(line -> line.startsWith("connected from "));
    assertThat(only(words(child))).contains("no jdk.jfr module");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void secondAgentOnTheSameCommandLineIsIgnored(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory).withJvmOptions(ChildJvm.agentOption()).run(StartCase.class);

    assertThat(child.exitCode()).isZero();
    assertThat(only(words(child))).contains("loaded already");
    assertThat(child.events(SocketConnect.NAME)).hasSize(1);
  }

  private static List<String> words(Ended child) {
    return child.errors().stream().filter(line -> line.startsWith("tuplewatch-agent:")).toList();
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }
}
