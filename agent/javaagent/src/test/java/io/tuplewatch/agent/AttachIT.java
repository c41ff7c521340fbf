package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attaching to a running JVM, detaching, attaching again. */
class AttachIT {

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onlyTheConnectsOfAnAttachmentAreRecordedWhileTheRecordingRunsOn(Jdk jdk) throws Exception {
    Path file = directory.resolve("all.jfr");
    String first;
    String second;
    try (LiveJvm jvm = new LiveJvm(jdk, directory)) {
      jvm.tell("record");
      jvm.tell("connect");
      jvm.load("");
      first = jvm.tell("connect");
      jvm.load("detach");
      jvm.tell("connect");
      jvm.load("");
      second = jvm.tell("connect");
      jvm.tell("dump " + file);
    }
    List<RecordedEvent> connects = events(file, SocketConnect.NAME);
    assertThat(connects)
        .extracting(e -> String.valueOf(e.getLong("localPort")))
        .containsExactly(first, second);
    assertThat(events(file, SocketClose.NAME))
        .extracting(e -> String.valueOf(e.getLong("localPort")))
        .containsExactly(first, second);
    assertThat(connects.get(0).getString("jvmId")).isNotEqualTo(connects.get(1).getString("jvmId"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void recordingStartedAfterTheAttachHoldsItsConnects(Jdk jdk) throws Exception {
    Path file = directory.resolve("later.jfr");
    String port;
    try (LiveJvm jvm = new LiveJvm(jdk, directory)) {
      jvm.load("");
      jvm.tell("record");
      port = jvm.tell("connect");
      jvm.tell("dump " + file);
    }
    assertThat(events(file, SocketConnect.NAME))
        .extracting(e -> String.valueOf(e.getLong("localPort")))
        .containsExactly(port);
    RecordedEvent status = events(file, AgentStatus.NAME).get(0);
    assertThat(status.getString("events")).isEqualTo("all");
    assertThat(status.getString("instrumentedTypes")).contains("sun.nio.ch.Net");
    assertThat(status.getLong("suppressedErrors")).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void clientSocketsThatCannotBeBoundAreCountedAndServersAreNot(Jdk jdk) throws Exception {
    Path file = directory.resolve("binds.jfr");
    try (LiveJvm jvm = new LiveJvm(jdk, directory)) {
      jvm.load("");
      jvm.tell("record");
      assertThat(jvm.tell("bind")).isEqualTo("xxx xx");
      jvm.tell("dump " + file);
    }
    List<RecordedEvent> statuses = events(file, AgentStatus.NAME);
    assertThat(statuses.get(statuses.size() - 1).getLong("failedBinds")).isEqualTo(3);
    assertThat(events(file, SocketConnect.NAME)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void afterDetachTheClassesAreByteForByteWhatTheyWereBefore(Jdk jdk) throws Exception {
    try (LiveJvm jvm = new LiveJvm(jdk, directory)) {
      jvm.tell("connect");
      String before = jvm.classes();
      jvm.load("");
      assertThat(jvm.classes()).isNotEqualTo(before);
      jvm.load("detach");
      assertThat(jvm.classes()).isEqualTo(before);
      jvm.load("");
      jvm.load("detach");
      assertThat(jvm.classes()).isEqualTo(before);
      assertThat(before).contains("sun.nio.ch.SocketChannelImpl");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void attachedTwiceItSaysSoAndRecordsOnce(Jdk jdk) throws Exception {
    Path file = directory.resolve("twice.jfr");
    try (LiveJvm jvm = new LiveJvm(jdk, directory)) {
      jvm.tell("record");
      jvm.load("");
      jvm.load("events=failures");
      jvm.tell("connect");
      jvm.tell("dump " + file);
      assertThat(jvm.words()).singleElement().asString().contains("loaded already");
    }
    assertThat(events(file, SocketConnect.NAME)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void statusIsReadFromSystemProperties(Jdk jdk) throws Exception {
    try (LiveJvm jvm = new LiveJvm(jdk, directory)) {
      assertThat(jvm.properties().stringPropertyNames()).noneMatch(n -> n.startsWith("tuplewatch"));
      jvm.tell("record");
      jvm.load("");
      jvm.tell("connect");
      jvm.tell("connect");
      jvm.load("status");
      Properties attached = jvm.properties();
      assertThat(attached)
          .containsEntry("tuplewatch.agent.state", "attached")
          .containsEntry("tuplewatch.agent.recording", "on")
          .containsEntry("tuplewatch.agent.connects", "2")
          .containsEntry("tuplewatch.agent.closes", "2")
          .containsEntry("tuplewatch.agent.openSockets", "0")
          .containsEntry("tuplewatch.agent.suppressedErrors", "0")
          .containsEntry("tuplewatch.agent.jar", LiveJvm.AGENT.toString());
      jvm.load("detach");
      assertThat(jvm.properties())
          .containsEntry("tuplewatch.agent.state", "detached")
          .doesNotContainKey("tuplewatch.agent.connects");
    }
  }

  private static List<RecordedEvent> events(Path file, String name) throws IOException {
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .toList();
  }
}
