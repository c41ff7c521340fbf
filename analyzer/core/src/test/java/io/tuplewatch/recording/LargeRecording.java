package io.tuplewatch.recording;

import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.simulation.DestinationPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;

/**
 * Makes large recordings, with the JDK's own Flight Recorder and at its speed: connects and closes
 * that never happened, over many tuples, each use of a tuple closed before its next, with the
 * source ports that a kernel's sequential scan would select. A program, not a test.
 */
public final class LargeRecording {

  private static final PortRange RANGE = new PortRange(32_768, 60_999);
  private static final int FRAMES = 30;
  private static final String JVM_ID = "5eed5eed5eed5eed";

  /** What other people record. */
  @Name("app.Request")
  static final class Request extends Event {
    String path;
    long bytes;
    int status;
  }

  private final Random random;
  private final PortSpace space = new PortSpace(RANGE, PortSet.NONE);
  private final List<DestinationPorts> ports = new ArrayList<>();
  private final int destinations;
  private final int foreignPerConnect;

  private LargeRecording(long seed, int destinations, int foreignPerConnect) {
    this.random = new Random(seed);
    this.destinations = destinations;
    this.foreignPerConnect = foreignPerConnect;
    for (int i = 0; i < destinations; i++) {
      ports.add(
          new DestinationPorts(space, new Sequential().in(space), seed + i, Integer.MAX_VALUE));
    }
  }

  /**
   * FILE CONNECTS DESTINATIONS FOREIGN: a recording of CONNECTS connects and nearly as many closes
   * toward DESTINATIONS, of 14,116 source ports each (half the range: one parity), and FOREIGN
   * other events with stack traces per connect.
   */
  public static void main(String[] args) throws IOException {
    LargeRecording large =
        new LargeRecording(1, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    try (Recording recording = new Recording()) {
      recording.enable(NetworkSettings.class).with("period", "beginChunk");
      FlightRecorder.addPeriodicEvent(NetworkSettings.class, LargeRecording::commitSettings);
      recording.setDestination(Path.of(args[0]));
      recording.start();
      large.commit(Integer.parseInt(args[1]));
    }
  }

  private void commit(int connects) {
    for (int i = 0; i < connects; i++) {
      int connect = i;
      int port = port(i);
      atDepth(random.nextInt(8), () -> commitConnect(connect, port));
      if (!fails(i)) {
        commitClose(i, port);
      }
      for (int other = 0; other < foreignPerConnect; other++) {
        atDepth(random.nextInt(8), this::commitRequest);
      }
    }
  }

  /** A few different stacks of {@link #FRAMES} frames and more. */
  private static void atDepth(int different, Runnable work) {
    descend(FRAMES + different, work);
  }

  private static void descend(int frames, Runnable work) {
    if (frames == 0) {
      work.run();
    } else {
      descend(frames - 1, work);
    }
  }

  private static boolean fails(int i) {
    return i % 1000 == 999;
  }

  private void commitConnect(int i, int port) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = JVM_ID;
    event.connectionId = i;
    event.host = "service-" + i % destinations + ".example";
    event.address = address(i);
    event.port = 5432;
    event.localAddress = "10.0.0.5";
    event.localPort = port;
    event.outcome = (fails(i) ? Outcome.REFUSED : Outcome.CONNECTED).name();
    event.exceptionClass = fails(i) ? "java.net.ConnectException" : null;
    event.exceptionMessage = fails(i) ? "Connection refused" : null;
    event.timeout = 2000;
    event.api = Api.SOCKET.name();
    event.commit();
  }

  private void commitClose(int i, int port) {
    SocketClose event = new SocketClose();
    event.jvmId = JVM_ID;
    event.connectionId = i;
    event.host = "service-" + i % destinations + ".example";
    event.address = address(i);
    event.port = 5432;
    event.localAddress = "10.0.0.5";
    event.localPort = port;
    event.lifetime = 1000;
    event.closedBy = ClosedBy.REMOTE.name();
    event.commit();
  }

  private void commitRequest() {
    Request event = new Request();
    event.begin();
    event.path = "/orders";
    event.bytes = random.nextInt(1 << 20);
    event.status = 200;
    event.commit();
  }

  private String address(int i) {
    int destination = i % destinations;
    return "10.1." + (destination >> 8) + "." + (destination & 0xFF);
  }

  /** The server closes first, so the kernel may select the port again at once. */
  private int port(int i) {
    DestinationPorts ofDestination = ports.get(i % destinations);
    long now = System.nanoTime();
    int index = ofDestination.choose(now);
    ofDestination.use(index, now, now, now);
    return space.port(index);
  }

  private static void commitSettings() {
    NetworkSettings event = new NetworkSettings();
    event.jvmId = JVM_ID;
    event.hostName = "bench";
    event.kernelRelease = "6.1.0";
    event.bootId = "c0ffee00-0000-4000-8000-000000000000";
    event.networkNamespace = 4_026_531_840L;
    event.ephemeralLow = RANGE.low();
    event.ephemeralHigh = RANGE.high();
    event.tcpSynRetries = 6;
    event.monotonicOffset = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
    event.commit();
  }
}
