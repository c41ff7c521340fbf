package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What the kernel says, read without the agent or the JDK's socket classes. */
final class Kernel {

  static final String SYN_SENT = "02";
  static final String TIME_WAIT = "06";
  static final String CLOSE_WAIT = "08";
  static final String LAST_ACK = "09";

  private static final Path RANGE = Paths.get("/proc/sys/net/ipv4/ip_local_port_range");
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private Kernel() {}

  /** Leaves the kernel one source port to assign. Only in a network namespace of our own. */
  static void assignOnly(int port) throws IOException {
    Files.write(RANGE, (port + " " + port).getBytes(StandardCharsets.US_ASCII));
  }

  /** One line of /proc/net/tcp or tcp6. */
  static final class Tcp {
    final int localPort;
    final int remotePort;
    final String state;

    Tcp(int localPort, int remotePort, String state) {
      this.localPort = localPort;
      this.remotePort = remotePort;
      this.state = state;
    }
  }

  /** All sockets of this network namespace in this state toward this port. */
  static List<Tcp> sockets(String state, int remotePort) {
    List<Tcp> found = new ArrayList<>();
    for (String table : Arrays.asList("tcp", "tcp6")) {
      for (String line : lines(table)) {
        String[] columns = line.trim().split("\\s+", 5);
        if (columns.length == 5 && columns[0].endsWith(":")) {
          Tcp tcp = new Tcp(hexPort(columns[1]), hexPort(columns[2]), columns[3]);
          if (tcp.state.equals(state) && tcp.remotePort == remotePort) {
            found.add(tcp);
          }
        }
      }
    }
    return found;
  }

  /** Whether the connection from this port, in whatever state, holds received bytes. */
  static boolean hasUnreadData(int localPort) {
    for (String table : Arrays.asList("tcp", "tcp6")) {
      for (String line : lines(table)) {
        String[] columns = line.trim().split("\\s+", 6);
        if (columns.length == 6
            && columns[0].endsWith(":")
            && hexPort(columns[1]) == localPort
            && !columns[4].endsWith(":00000000")) {
          return true;
        }
      }
    }
    return false;
  }

  /** The source port of the one socket in this state toward this port, once there is one. */
  static int awaitLocalPort(String state, int remotePort) {
    List<Tcp> found = new ArrayList<>();
    await(() -> found.addAll(sockets(state, remotePort)), state + " toward port " + remotePort);
    return found.get(0).localPort;
  }

  @SuppressWarnings("ThreadPriorityCheck") // Thread.onSpinWait came with 9.
  static void await(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("never came: " + what);
      }
      Thread.yield();
    }
  }

  private static List<String> lines(String table) {
    try {
      Path file = Paths.get("/proc/self/net", table);
      return Files.exists(file)
          ? Files.readAllLines(file, StandardCharsets.US_ASCII)
          : Collections.emptyList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int hexPort(String addressAndPort) {
    return Integer.parseInt(addressAndPort.substring(addressAndPort.indexOf(':') + 1), 16);
  }
}
