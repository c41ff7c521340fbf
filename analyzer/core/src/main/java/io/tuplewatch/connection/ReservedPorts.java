package io.tuplewatch.connection;

import java.util.BitSet;

/** The text of ip_local_reserved_ports: ports and ranges, separated by commas. */
public final class ReservedPorts {

  private static final int MAX_PORT = 65535;

  private ReservedPorts() {}

  /** Number of distinct ports; -1 if the text is not of that form. */
  public static int count(String text) {
    return count(text, 0, MAX_PORT);
  }

  /** Does the same of those from {@code from} to {@code to}, both inclusive. */
  static int count(String text, int from, int to) {
    BitSet ports = new BitSet(MAX_PORT + 1);
    if (text.isBlank()) {
      return 0;
    }
    for (String range : text.strip().split(",", -1)) {
      int dash = range.indexOf('-');
      int low = port(dash < 0 ? range : range.substring(0, dash));
      int high = dash < 0 ? low : port(range.substring(dash + 1));
      if (low < 0 || high < low) {
        return -1;
      }
      ports.set(low, high + 1);
    }
    return ports.get(from, to + 1).cardinality();
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return -1;
    }
    int port = Integer.parseInt(text);
    return port <= MAX_PORT ? port : -1;
  }
}
