package io.tuplewatch.cli.jvm;

import io.tuplewatch.selection.PortSet;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral range and the reserved ports of a JVM's network namespace.
 *
 * @param low -1 = not known from here
 * @param reserved ports of the range that are reserved; -1 = not known from here
 */
public record PortState(int low, int high, int reserved) {

  private static final PortState UNKNOWN = new PortState(-1, -1, -1);

  /** More than the longest list of reserved ports, every second of 65,535: 191 KB. */
  private static final int LONGEST_PORT_LIST = 256 * 1024;

  private static final String RANGE = "/proc/sys/net/ipv4/ip_local_port_range";
  private static final String RESERVED = "/proc/sys/net/ipv4/ip_local_reserved_ports";

  public boolean isKnown() {
    return low >= 0;
  }

  /** Ports the kernel may choose from; -1 = not known from here. */
  public int available() {
    return isKnown() ? high - low + 1 - reserved : -1;
  }

  /**
   * Files below /proc/sys/net show the namespace of who reads them, so the reader must be in it.
   */
  static PortState of(RunningJvm jvm, String ownNamespace) {
    boolean same = jvm.namespace("net").equals(ownNamespace);
    String range = same ? read(RANGE) : readInside(jvm, RANGE);
    String reserved = same ? read(RESERVED) : readInside(jvm, RESERVED);
    if (range == null || reserved == null) {
      return UNKNOWN;
    }
    try {
      String[] bounds = range.trim().split("\\s+", -1);
      int low = Integer.parseInt(bounds[0]);
      int high = Integer.parseInt(bounds[1]);
      return new PortState(low, high, reservedWithin(reserved.trim(), low, high));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return UNKNOWN;
    }
  }

  private static int reservedWithin(String text, int low, int high) {
    PortSet reserved = text.isEmpty() ? PortSet.NONE : PortSet.parse(text);
    int count = 0;
    for (int port = low; port <= high; port++) {
      count += reserved.contains(port) ? 1 : 0;
    }
    return count;
  }

  /** The kernel gives a sysctl's text to the first read() alone, so there is just one. */
  private static @Nullable String read(String file) {
    byte[] bytes = new byte[LONGEST_PORT_LIST];
    try (FileInputStream in = new FileInputStream(file)) {
      return new String(bytes, 0, Math.max(0, in.read(bytes)), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return null;
    }
  }

  /** With nsenter (util-linux), which needs to be root. */
  private static @Nullable String readInside(RunningJvm jvm, String file) {
    try {
      Process process =
          new ProcessBuilder(List.of("nsenter", "-t", String.valueOf(jvm.pid()), "-n", "cat", file))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
