package io.tuplewatch.recording.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.privacy.Pseudonyms;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.TextReplacement;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collapsed stacks against those that the JDK's own reader gives. */
class CollapsedStacksTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"natural-drop/client-1.jfr", "pool/client-1.jfr"})
  void everyConnectIsInTheLineOfItsStackItsDestinationAndItsOutcome(String sample)
      throws IOException {
    Path file = SAMPLES.resolve(sample);

    assertThat(lines(List.of(file))).isEqualTo(expected(file));
  }

  @Test
  void connectThatTwoFilesHoldIsCountedOnce() throws IOException {
    Path file = SAMPLES.resolve("natural-drop/client-1.jfr");
    Path copy = Files.copy(file, directory.resolve("copy.jfr"));

    assertThat(lines(List.of(file, copy))).isEqualTo(expected(file));
  }

  @Test
  void textsOfTheRecordingMakeNoFramesAndNoLines() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("hostile.jsonl"),
            "{\"event\":\"tuplewatch.SocketConnect\",\"startTime\":\"2026-11-22T17:10:29Z\","
                + "\"jvmId\":\"7\",\"connectionId\":1,\"host\":\"a;b 5\\u000ac\\u202e\\u2028\",\"port\":443,"
                + "\"address\":\"10.0.0.9\",\"localPort\":40000,\"outcome\":\"REFUSED\"}\n");

    assertThat(lines(List.of(file))).containsExactly("[no stack trace];a_b_5_c__:443;REFUSED 1");
  }

  @Test
  void methodsThatTheJvmMakesOfLambdasAreNoFramesAndNoCallSites() throws Exception {
    Path file = directory.resolve("lambdas.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      inThread(connect(1)::commit);
      SocketConnect second = connect(2);
      inThread(() -> second.commit());
      recording.stop();
      recording.dump(file);
    }

    String body = CollapsedStacksTest.class.getName() + ".lambda$methodsThatTheJvmMakes";
    assertThat(lines(List.of(file)))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).matches("java.lang.Thread.run(With)?(;java[^;]*)*;10.*"),
            line -> assertThat(line).contains(body).doesNotContain("$$Lambda"));
    List<ConnectEvent> connects = new ArrayList<>();
    RecordingReader.read(List.of(file), chunk -> connects.addAll(chunk.connects()), Progress.NONE);
    assertThat(connects)
        .extracting(ConnectEvent::callSite)
        .satisfiesExactlyInAnyOrder(
            site -> assertThat(site).isNull(), site -> assertThat(site).startsWith(body));
  }

  private static void inThread(Runnable commits) throws InterruptedException {
    Thread thread = new Thread(commits);
    thread.start();
    thread.join();
  }

  private static SocketConnect connect(long id) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = "abc";
    event.connectionId = id;
    event.address = "10.1.2.3";
    event.port = 443;
    event.localPort = 40_000;
    event.outcome = "REFUSED";
    return event;
  }

  @Test
  void pseudonymsStandForTheApplicationsFramesAndTheDestinationAlone() throws IOException {
    Path file = SAMPLES.resolve("natural-drop/client-1.jfr");
    StringWriter text = new StringWriter();

    CollapsedStacks.read(List.of(file), Pseudonyms.of(new byte[16], false), Progress.NONE)
        .write(text);

    assertThat(text.toString())
        .contains("java.net.Socket.connect;", ";TIMED_OUT 6", "app.C")
        .doesNotContain("io.tuplewatch.samples", "10.77.2.2");
  }

  private static List<String> lines(List<Path> files) throws IOException {
    StringWriter text = new StringWriter();
    CollapsedStacks.read(files, TextReplacement.NONE, Progress.NONE).write(text);
    return text.toString().lines().toList();
  }

  private static List<String> expected(Path file) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (RecordedEvent event : jdk.jfr.consumer.RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals("tuplewatch.SocketConnect")) {
        counts.merge(stack(event), 1, Integer::sum);
      }
    }
    assertThat(counts).isNotEmpty();
    return counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }

  private static String stack(RecordedEvent event) {
    List<String> frames = new ArrayList<>();
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (!type.startsWith("io.tuplewatch.agent.") && !frame.getMethod().isHidden()) {
        frames.add(type + "." + frame.getMethod().getName());
      }
    }
    Collections.reverse(frames);
    String host = event.getString("host");
    frames.add((host == null ? event.getString("address") : host) + ":" + event.getLong("port"));
    frames.add(event.getString("outcome"));
    return String.join(";", frames);
  }
}
