package io.tuplewatch.selection;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A set of ports, 0 to 65535, as {@code net.ipv4.ip_local_reserved_ports} writes one: {@code
 * 8080,30000-40402}. Immutable; 8 KB whatever the length of the text.
 */
public final class PortSet implements Serializable {

  /** The empty set. */
  public static final PortSet NONE = new PortSet(new BitSet());

  /** No text of the kernel's is longer: every second port by itself takes 192 KB. */
  private static final int LONGEST_TEXT = 1 << 20;

  private final BitSet ports;

  private PortSet(BitSet ports) {
    this.ports = ports;
  }

  /** Copies the ports of a bit set; bits above 65535 are no ports. */
  public static PortSet of(BitSet ports) {
    return new PortSet((BitSet) ports.clone());
  }

  /**
   * Reads the sysctl's text: single ports and ascending ranges, separated by commas, in any order,
   * overlaps allowed; blanks and line ends around an entry and an empty text are fine.
   *
   * @throws IllegalArgumentException if an entry is anything else or the text is longer than 1 MiB;
   *     the message is one line, names the entry and its number, and holds no control characters
   */
  public static PortSet parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "port list of " + text.length() + " characters is longer than any kernel's (1 MiB)");
    }
    BitSet ports = new BitSet(PortRange.MAX_PORT + 1);
    if (text.isBlank()) {
      return NONE;
    }
    int entry = 1;
    for (int start = 0; start <= text.length(); entry++) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      addEntry(text.substring(start, end).strip(), entry, ports);
      start = end + 1;
    }
    return new PortSet(ports);
  }

  private static void addEntry(String entry, int number, BitSet ports) {
    int dash = entry.indexOf('-');
    int first = port(dash < 0 ? entry : entry.substring(0, dash));
    int last = dash < 0 ? first : port(entry.substring(dash + 1));
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "entry "
              + number
              + " of the port list, "
              + QuotedText.quote(entry)
              + ", is neither a port (0-65535) nor an ascending range such as 30000-40402");
    }
    ports.set(first, last + 1);
  }

  /** The port, or -1 if the text is none. */
  private static int port(String digits) {
    if (digits.isEmpty() || digits.length() > 5) {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      port = port * 10 + digit;
    }
    return port <= PortRange.MAX_PORT ? port : -1;
  }

  public boolean contains(int port) {
    return ports.get(port);
  }

  /** Number of ports. */
  public int size() {
    return ports.cardinality();
  }

  /** Number of ports that lie in a range. */
  public int sizeWithin(PortRange range) {
    return ports.get(range.low(), range.high() + 1).cardinality();
  }

  /** The runs of neighbouring ports from 1 up, ascending. */
  public List<PortRange> ranges() {
    List<PortRange> ranges = new ArrayList<>();
    for (int first = ports.nextSetBit(1); first >= 0; ) {
      int end = ports.nextClearBit(first);
      ranges.add(new PortRange(first, end - 1));
      first = ports.nextSetBit(end);
    }
    return ranges;
  }

  /** The ports of both sets. */
  public PortSet union(PortSet other) {
    BitSet both = (BitSet) ports.clone();
    both.or(other.ports);
    return new PortSet(both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortSet that && that.ports.equals(ports);
  }

  @Override
  public int hashCode() {
    return ports.hashCode();
  }

  /** The sysctl's text, shortest form; {@link #parse} reads it back. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int first = ports.nextSetBit(0); first >= 0; ) {
      int end = ports.nextClearBit(first);
      text.append(text.length() == 0 ? "" : ",").append(first);
      if (end - first > 1) {
        text.append('-').append(end - 1);
      }
      first = ports.nextSetBit(end);
    }
    return text.toString();
  }
}
