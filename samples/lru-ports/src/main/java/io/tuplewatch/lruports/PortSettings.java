package io.tuplewatch.lruports;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The ports that the kernel would choose from: {@code ip_local_port_range} of this process's
 * network namespace without {@code ip_local_reserved_ports}. Immutable.
 */
final class PortSettings {

  private static final int MAX_PORT = 65_535;

  /** Every second port reserved makes a list of 200 KB. */
  private static final int MOST_BYTES = 1 << 18;

  /** Where the settings cannot be read: no port is chosen here, the kernel chooses all. */
  static final PortSettings NONE = new PortSettings(new int[0]);

  private final int[] ports;

  private PortSettings(int[] ports) {
    this.ports = ports;
  }

  /**
   * Reads what Linux writes there; {@link #NONE} if it is something else.
   *
   * @param directory such as {@code /proc/sys/net/ipv4}
   */
  static PortSettings read(Path directory) {
    try {
      String[] ends = text(directory.resolve("ip_local_port_range")).split("\\s+", -1);
      int low = port(ends[0]);
      int high = port(ends[1]);
      BitSet ports = new BitSet(MAX_PORT + 1);
      ports.set(low, high + 1);
      removeReserved(text(directory.resolve("ip_local_reserved_ports")), ports);
      return new PortSettings(ports.stream().toArray());
    } catch (IOException | RuntimeException e) {
      return NONE;
    }
  }

  /** The kernel gives a sysctl to the first read only, so that one has to take all of it. */
  private static String text(Path file) throws IOException {
    byte[] bytes = new byte[MOST_BYTES];
    try (InputStream in = new FileInputStream(file.toFile())) {
      int length = Math.max(0, in.read(bytes));
      return new String(bytes, 0, length, StandardCharsets.US_ASCII).trim();
    }
  }

  private static void removeReserved(String list, BitSet from) {
    if (list.isEmpty()) {
      return;
    }
    for (String part : list.split(",", -1)) {
      String[] ends = part.trim().split("-", -1);
      from.clear(port(ends[0]), port(ends[ends.length - 1]) + 1);
    }
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("not a port: " + text);
    }
    return port;
  }

  /** Ascending; a copy. */
  int[] ports() {
    return ports.clone();
  }

  int size() {
    return ports.length;
  }

  boolean samePorts(PortSettings other) {
    return Arrays.equals(ports, other.ports);
  }
}
