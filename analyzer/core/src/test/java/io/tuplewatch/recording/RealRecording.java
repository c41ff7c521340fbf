package io.tuplewatch.recording;

import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import jdk.jfr.Recording;

/** Records the agent's events with the JDK's own Flight Recorder. */
public final class RealRecording {

  private static final String[] TEXTS = {
    null, "", "db.example", "a name of more than sixteen characters", "Gerät-日本語-\uD83D\uDE00", "x"
  };

  private RealRecording() {}

  /** One recording of {@code chunks} chunks with {@code eventsPerChunk} of each event. */
  public static void write(Path file, int chunks, int eventsPerChunk, long seed)
      throws IOException {
    Random random = new Random(seed);
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ThreadSleep"); // a stranger among ours
      recording.start();
      for (int chunk = 0; chunk < chunks; chunk++) {
        commitSettings(random);
        for (int i = 0; i < eventsPerChunk; i++) {
          commitConnect(random, i);
          commitClose(random, i);
        }
        rotateChunk();
      }
      recording.stop();
      recording.dump(file);
    }
  }

  /** One host with many addresses: its events begin with the same bytes, in any order. */
  public static void writeOneHost(Path file, int addresses, int events, long seed)
      throws IOException {
    Random random = new Random(seed);
    try (Recording recording = new Recording()) {
      recording.start();
      for (int i = 0; i < events; i++) {
        SocketConnect event = new SocketConnect();
        event.begin();
        event.jvmId = "1";
        event.connectionId = i;
        event.host = "service.example";
        int address = random.nextInt(addresses);
        event.address = "10.0." + address / 256 + "." + address % 256;
        event.localPort = random.nextInt(65536);
        event.outcome = Outcome.CONNECTED.name();
        event.commit();
      }
      recording.dump(file);
    }
  }

  /** A second recording's start begins a new chunk of all. */
  private static void rotateChunk() {
    try (Recording other = new Recording()) {
      other.start();
    }
  }

  private static void commitConnect(Random random, long id) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = JvmId.text(random.nextLong());
    event.connectionId = id;
    event.host = text(random);
    event.address = "10.0.0." + random.nextInt(256);
    event.port = random.nextInt(65536);
    event.localAddress = text(random);
    event.localPort = random.nextInt(65536);
    event.bound = random.nextBoolean();
    event.outcome = any(List.of(Outcome.values()), random).name();
    event.exceptionClass = text(random);
    event.exceptionMessage = text(random);
    event.timeout = random.nextInt(100_000);
    event.api = Api.SOCKET.name();
    event.end();
    event.commit();
  }

  private static void commitClose(Random random, long id) {
    SocketClose event = new SocketClose();
    event.jvmId = JvmId.text(random.nextLong());
    event.connectionId = id;
    event.host = text(random);
    event.address = "fe80:0:0:0:0:0:0:1%eth0";
    event.port = random.nextInt(65536);
    event.localAddress = text(random);
    event.localPort = random.nextInt(65536);
    event.lifetime = random.nextLong();
    event.closedBy = any(List.of(ClosedBy.values()), random).name();
    event.commit();
  }

  private static void commitSettings(Random random) {
    NetworkSettings event = new NetworkSettings();
    event.jvmId = JvmId.text(random.nextLong());
    event.hostName = text(random);
    event.kernelRelease = "6.1.0-test";
    event.bootId = text(random);
    event.networkNamespace = random.nextLong();
    event.containerId = text(random);
    event.ephemeralLow = 32768;
    event.ephemeralHigh = 60999;
    event.tcpTwReuse = 2;
    event.tcpTwReuseDelay = -1;
    event.tcpSynRetries = 6;
    event.tcpSynLinearTimeouts = 4;
    event.portStepWidth = -1;
    event.retryRandomPort = -1;
    event.reservedPorts = text(random);
    event.reservedPortsHash = random.nextLong();
    event.monotonicOffset = random.nextLong();
    event.commit();
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
