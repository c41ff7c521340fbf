package io.tuplewatch.cli;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Recordings with the agent's events, committed as the agent commits them. */
final class Scenario {

  private static final String JVM = "abc";

  private Scenario() {}

  static void write(Path file, Runnable events) throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      events.run();
      recording.stop();
      recording.dump(file);
    }
  }

  /** A tuple that worked, was closed, and failed at once; and another that worked. */
  static void failedEarlyReuse() {
    settings();
    connect(1, 40_001, Outcome.CONNECTED, "db.example");
    close(1, 40_001);
    connect(2, 40_001, Outcome.REFUSED, "db.example");
    connect(3, 40_003, Outcome.CONNECTED, "db.example");
    close(3, 40_003);
  }

  /** A tuple that was used once, and worked. */
  static void oneConnect() {
    settings();
    connect(1, 40_001, Outcome.CONNECTED, "db.example");
    close(1, 40_001);
  }

  /** A failed early reuse whose texts are {@code texts}, one after the other. */
  static void hostile(String... texts) {
    settings(texts[0]);
    for (int i = 0; i < texts.length; i++) {
      connect(2 * i + 1, 40_001 + i, Outcome.CONNECTED, texts[i]);
      close(2 * i + 1, 40_001 + i);
      connect(2 * i + 2, 40_001 + i, Outcome.REFUSED, texts[i]);
    }
  }

  static void settings() {
    settings("6.1.0");
  }

  private static void settings(String kernel) {
    NetworkSettings event = new NetworkSettings();
    event.jvmId = JVM;
    event.kernelRelease = kernel;
    event.bootId = "boot";
    event.networkNamespace = 4_026_531_840L;
    event.ephemeralLow = 32768;
    event.ephemeralHigh = 60999;
    event.monotonicOffset = 1_000_000_000_000_000_000L;
    event.commit();
  }

  private static void connect(long id, int localPort, Outcome outcome, String text) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = JVM;
    event.connectionId = id;
    event.host = text;
    event.address = "10.1.2.3";
    event.port = 5432;
    event.localAddress = outcome == Outcome.CONNECTED ? "10.0.0.5" : "0.0.0.0";
    event.localPort = localPort;
    event.outcome = outcome.name();
    event.exceptionMessage = text;
    event.end();
    event.commit();
  }

  private static void close(long id, int localPort) {
    SocketClose event = new SocketClose();
    event.jvmId = JVM;
    event.connectionId = id;
    event.address = "10.1.2.3";
    event.port = 5432;
    event.localAddress = "10.0.0.5";
    event.localPort = localPort;
    event.closedBy = ClosedBy.LOCAL.name();
    event.commit();
  }
}
