package io.tuplewatch.recording;

import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketConnect;
import jdk.jfr.Recording;

/** Records connects until it is killed; says on standard output when two chunks are finished. */
final class KilledJvm {

  static final int FINISHED = 2_000;

  private static long connections;

  private KilledJvm() {}

  public static void main(String[] args) {
    try (Recording recording = new Recording()) {
      recording.start();
      for (int chunk = 0; chunk < 2; chunk++) {
        commit(FINISHED / 2);
        rotateChunk();
      }
      System.out.println("two chunks are finished");
      while (true) {
        commit(100);
      }
    }
  }

  /** A second recording's start begins a new chunk of all. */
  private static void rotateChunk() {
    try (Recording other = new Recording()) {
      other.start();
    }
  }

  private static void commit(int count) {
    for (int i = 0; i < count; i++) {
      SocketConnect event = new SocketConnect();
      event.begin();
      event.jvmId = "7";
      event.connectionId = connections++;
      event.address = "10.0.0.1";
      event.port = 443;
      event.localAddress = "10.0.0.5";
      event.localPort = 40_000;
      event.outcome = Outcome.REFUSED.name();
      event.commit();
    }
  }
}
