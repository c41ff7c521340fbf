package io.tuplewatch.selection;

import java.io.Serializable;

/**
 * The ephemeral range, {@code net.ipv4.ip_local_port_range}: ports {@code low} to {@code high},
 * both included, 1 <= low <= high <= 65535.
 */
public record PortRange(int low, int high) implements Serializable {

  /** The highest port there is. */
  public static final int MAX_PORT = 65535;

  /** The range Linux starts with. */
  public static final PortRange LINUX_DEFAULT = new PortRange(32768, 60999);

  /**
   * @throws IllegalArgumentException if a bound is not in 1..65535 or low is above high; the
   *     message is one line, for the user
   */
  public PortRange {
    if (low < 1 || high > MAX_PORT || low > high) {
      throw new IllegalArgumentException(
          "port range " + low + "-" + high + " is not within 1-65535, low before high");
    }
  }

  /**
   * Reads {@code 9000-65499}, or the sysctl's own form with a blank or tab between the bounds.
   *
   * @throws IllegalArgumentException if the text is neither; the message is one line, for the user
   */
  public static PortRange parse(String text) {
    String[] bounds = text.strip().split("\\s*-\\s*|\\s+", -1);
    if (bounds.length != 2) {
      throw new IllegalArgumentException(
          "port range " + QuotedText.quote(text) + " is not of the form 9000-65499");
    }
    return new PortRange(bound(bounds[0], text), bound(bounds[1], text));
  }

  private static int bound(String digits, String text) {
    if (!digits.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "port range " + QuotedText.quote(text) + " is not of the form 9000-65499");
    }
    return Integer.parseInt(digits);
  }

  /** Number of ports, 1 to 65535. */
  public int size() {
    return high - low + 1;
  }

  public boolean contains(int port) {
    return port >= low && port <= high;
  }

  @Override
  public String toString() {
    return low + "-" + high;
  }
}
