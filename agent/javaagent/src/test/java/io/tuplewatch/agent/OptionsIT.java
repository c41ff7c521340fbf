package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.OptionsCase;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the options leave in a recording of five attempts, two of them early reuses of a bound port,
 * one refused; see {@link OptionsCase}.
 */
class OptionsIT {

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  static Stream<Jdk> modularJdks() throws IOException, InterruptedException {
    return jdks().stream().filter(jdk -> jdk.version() >= 9);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everythingIsWrittenByDefaultAndFramesOfTheAgentAreHidden(Jdk jdk) throws Exception {
    Ended child = run(jdk, "log=normal");

    List<RecordedEvent> connects = child.events(SocketConnect.NAME);
    assertThat(connects).hasSize(5).allSatisfy(OptionsIT::assertFramesOfTheAgentAreHidden);
    assertThat(child.events(SocketClose.NAME)).hasSize(4);
    assertThat(child.events(ConnectCounts.NAME)).isEmpty();
    assertThat(child.events(HostTcp.NAME)).isNotEmpty();
    assertThat(child.events(HostTcp.NAME).get(0).getLong("activeOpens")).isPositive();
    RecordedEvent last = lastOf(child.events(AgentStatus.NAME));
    assertThat(last.getLong("connects")).isEqualTo(5);
    assertThat(last.getLong("closes")).isEqualTo(4);
  }

  private static void assertFramesOfTheAgentAreHidden(RecordedEvent connect) {
    assertThat(connect.getStackTrace().getFrames())
        .filteredOn(frame -> !frame.getMethod().isHidden())
        .extracting(frame -> frame.getMethod().getType().getName())
        .noneMatch(name -> name.startsWith("io.tuplewatch.agent.boot"))
        .first()
        .asString()
        .matches("(sun\\.nio\\.ch|java\\.net)\\..*");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void suspiciousAreFailuresAndEarlyReusesAndTheCountsKeepTheDenominators(Jdk jdk)
      throws Exception {
    Ended child = run(jdk, "events=suspicious");

    List<RecordedEvent> connects = child.events(SocketConnect.NAME);
    assertThat(connects)
        .extracting(e -> e.getString("outcome"))
        .containsExactly("CONNECTED", "CONNECTED", "REFUSED");
    assertThat(connects.get(0).getString("previousOutcome")).isEqualTo("CONNECTED");
    assertThat(connects.get(0).getString("previousClosedBy")).isEqualTo("REMOTE");
    assertThat(connects.get(0).getDuration("sincePreviousUse")).isPositive();
    assertThat(child.events(SocketClose.NAME)).hasSize(2);
    List<RecordedEvent> counts = child.events(ConnectCounts.NAME);
    assertThat(sum(counts, "connects")).isEqualTo(5);
    assertThat(sum(counts, "failures")).isEqualTo(1);
    assertThat(sum(counts, "earlyReuses")).isEqualTo(2);
    assertThat(sum(counts, "failedEarlyReuses")).isZero();
    assertThat(sum(counts, "firstUses")).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void failuresAloneAndCountsAreWrittenWhenAskedFor(Jdk jdk) throws Exception {
    Ended child = run(jdk, "events=failures");

    assertThat(child.events(SocketConnect.NAME))
        .extracting(e -> e.getString("outcome"))
        .containsExactly("REFUSED");
    assertThat(child.events(SocketClose.NAME)).isEmpty();
    assertThat(sum(child.events(ConnectCounts.NAME), "connects")).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onlyTheDestinationsAskedForAreWrittenAndClosesCanBeLeftOut(Jdk jdk) throws Exception {
    Ended child = run(jdk, "to=:" + OptionsCase.REFUSING_PORT);
    assertThat(child.events(SocketConnect.NAME))
        .extracting(e -> (int) e.getLong("port"))
        .containsExactly(OptionsCase.REFUSING_PORT);

    Ended withoutCloses = run(jdk, "closes=off");
    assertThat(withoutCloses.events(SocketConnect.NAME)).hasSize(5);
    assertThat(withoutCloses.events(SocketClose.NAME)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void ownRecordingIsWrittenAtExitForItsOwnerOnly(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .withoutRecording()
            .withAgentOptions("record=" + directory + "/own-%p-%t.jfr,stacktrace=off")
            .run(OptionsCase.class);

    assertThat(child.exitCode()).isZero();
    Path file = onlyFile("own-");
    assertThat(file.getFileName().toString())
        .matches("own-\\d+-\\d{4}_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d\\d\\.jfr");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .filteredOn(e -> e.getEventType().getName().equals(SocketConnect.NAME))
        .hasSize(5)
        .allMatch(e -> e.getStackTrace() == null);
    assertThat(events).noneMatch(e -> e.getEventType().getName().equals("jdk.ThreadStart"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void recordingThatCannotBeWrittenIsOneWarningAndTheApplicationRuns(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .withAgentOptions("record=" + directory + "/missing/own.jfr")
            .run(OptionsCase.class);

    assertThat(child.exitCode()).isZero();
    assertThat(child.errors())
        .filteredOn(line -> line.startsWith("tuplewatch-agent:"))
        .singleElement()
        .asString()
        .contains("cannot be written");
    assertThat(child.events(SocketConnect.NAME)).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void shippedSettingsRecordEverythingTheAgentHas(Jdk jdk) throws Exception {
    Path recording = directory.resolve("settings.jfr");
    Ended child =
        new ChildJvm(jdk, directory)
            .withoutRecording()
            .withJvmOptions(
                "-XX:StartFlightRecording=settings="
                    + Path.of("src/main/resources/tuplewatch.jfc").toAbsolutePath()
                    + ",filename="
                    + recording)
            .run(OptionsCase.class);

    assertThat(child.exitCode()).isZero();
    assertThat(RecordingFile.readAllEvents(recording))
        .extracting(e -> e.getEventType().getName())
        .contains(
            SocketConnect.NAME,
            SocketClose.NAME,
            HostTcp.NAME,
            AgentStatus.NAME,
            "tuplewatch.NetworkSettings")
        .noneMatch(name -> name.startsWith("jdk."));
  }

  @ParameterizedTest
  @MethodSource("modularJdks")
  void withoutFlightRecorderTheSameEventsAreJsonLines(Jdk jdk) throws Exception {
    Path file = directory.resolve("events.jsonl");
    Ended child =
        new ChildJvm(jdk, directory)
            .withoutRecording()
            .withAgentOptions("record=" + directory.resolve("events.jfr"))
            .withJvmOptions("--limit-modules", "java.base,java.instrument")
            .run(OptionsCase.class);

    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).allMatch(line -> line.startsWith("{\"event\":") && line.endsWith("}"));
    assertThat(lines.get(0)).contains("tuplewatch.NetworkSettings");
    assertThat(child.errors())
        .filteredOn(line -> line.startsWith("tuplewatch-agent:"))
        .singleElement()
        .asString()
        .contains("no jdk.jfr module", "JSON lines are written to " + file);
    assertThat(lines).filteredOn(line -> line.contains("\"tuplewatch.SocketConnect\"")).hasSize(5);
    assertThat(lines).filteredOn(line -> line.contains("\"tuplewatch.SocketClose\"")).hasSize(4);
    assertThat(lines)
        .filteredOn(line -> line.contains("\"previousOutcome\":\"CONNECTED\""))
        .hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void toolsOfTheJdkAreLeftAlone(Jdk jdk) throws Exception {
    String tool =
        jdk.version() == 8
            ? "sun.security.tools.keytool.Main"
            : "java.base/sun.security.tools.keytool.Main";
    Path output = directory.resolve("tool.txt");
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(jdk.java(), ChildJvm.agentOption() + "=log=verbose"),
                        jdk.version() == 8
                            ? Stream.of(tool, "-help")
                            : Stream.of("-m", tool, "-help"))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(output)).contains("-list").doesNotContain("tuplewatch-agent:");
  }

  private Ended run(Jdk jdk, String options) throws Exception {
    Ended child = new ChildJvm(jdk, directory).withAgentOptions(options).run(OptionsCase.class);
    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    return child;
  }

  private Path onlyFile(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static RecordedEvent lastOf(List<RecordedEvent> events) {
    return events.stream()
        .max((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
        .orElseThrow();
  }

  private static long sum(List<RecordedEvent> events, String field) {
    return events.stream().mapToLong(e -> e.getLong(field)).sum();
  }
}
