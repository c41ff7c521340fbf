package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real recording, cut between its chunks into files. */
class SplitRecordingTest {

  private static final int CHUNKS = 6;
  private static final int CONNECTS = 600;
  private static final int PORTS = 70;

  /** A connection is open while so many others are made, across the ends of chunks. */
  private static final int OPEN = 30;

  @TempDir static Path directory;
  private static Path whole;

  @BeforeAll
  static void record() throws IOException {
    whole = directory.resolve("whole.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      for (int i = 0; i < CONNECTS; i++) {
        commitConnect(i);
        if (i >= OPEN) {
          commitClose(i - OPEN);
        }
        if (i % (CONNECTS / CHUNKS) == 0) {
          rotateChunk();
        }
      }
      recording.stop();
      recording.dump(whole);
    }
  }

  @Test
  void anySplitInAnyOrderWithAnyNumberOfThreadsGivesTheSameReuses() throws IOException {
    List<ClassifiedUse> expected = reuses(List.of(whole), 1);
    assertThat(expected).hasSize(CONNECTS);
    assertThat(expected).filteredOn(use -> use.kind() == UseKind.EARLY_REUSE).hasSize(530);

    for (int seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      List<Path> parts = split(random);
      Collections.shuffle(parts, random);
      assertThat(reuses(parts, 1 + seed % 3)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static List<ClassifiedUse> reuses(List<Path> files, int threads) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    ConnectionLog log =
        builder.build(
            InParallel.with(
                threads, () -> RecordingReader.read(files, builder::add, Progress.NONE)));
    return new ArrayList<>(
        InParallel.with(threads, () -> ReuseDetector.detect(log, Duration.ofMinutes(1))).uses());
  }

  /** Cut with even odds behind each chunk. */
  private static List<Path> split(Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    List<Path> parts = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < bytes.length; ) {
      at += (int) ByteBuffer.wrap(bytes).getLong(at + Long.BYTES);
      if (at == bytes.length || random.nextBoolean()) {
        Path part = directory.resolve("part-" + parts.size() + ".jfr");
        parts.add(Files.write(part, Arrays.copyOfRange(bytes, from, at)));
        from = at;
      }
    }
    return parts;
  }

  private static void commitConnect(int i) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = "1";
    event.connectionId = i;
    event.host = "a name that goes to the pool of strings";
    event.address = "10.0.0.9";
    event.port = 443;
    event.localAddress = "10.0.0.5";
    event.localPort = 40_000L + i % PORTS;
    event.outcome = Outcome.CONNECTED.name();
    event.commit();
  }

  private static void commitClose(int i) {
    SocketClose event = new SocketClose();
    event.jvmId = "1";
    event.connectionId = i;
    event.host = "a name that goes to the pool of strings";
    event.address = "10.0.0.9";
    event.port = 443;
    event.localAddress = "10.0.0.5";
    event.localPort = 40_000L + i % PORTS;
    event.closedBy = ClosedBy.LOCAL.name();
    event.commit();
  }

  /** A second recording's start begins a new chunk of all. */
  private static void rotateChunk() {
    try (Recording other = new Recording()) {
      other.start();
    }
  }
}
