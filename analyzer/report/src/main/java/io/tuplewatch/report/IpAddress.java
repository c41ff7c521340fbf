package io.tuplewatch.report;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address that was parsed, so that its text holds digits, dots and colons and nothing else:
 * the only addresses that get into filters and commands for other programs. Never looks a name up.
 * Equal to every other spelling of the same address. Immutable.
 */
public final class IpAddress {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final InetAddress address;

  private IpAddress(InetAddress address) {
    this.address = address;
  }

  /**
   * Reads a literal; an IPv6 scope such as {@code %eth0} is left out.
   *
   * @return null if it is none
   */
  public static @Nullable IpAddress parse(@Nullable String literal) {
    if (literal == null) {
      return null;
    }
    int scope = literal.indexOf('%');
    String text = scope < 0 ? literal : literal.substring(0, scope);
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      return new IpAddress(InetAddress.getByName(text)); // a literal by now: nothing is asked
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether it is one of IPv6. */
  public boolean v6() {
    return address instanceof Inet6Address;
  }

  /** 8 or 32 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(address.getAddress());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress ip && ip.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  /** The canonical spelling (RFC 5952 for IPv6). */
  @Override
  public String toString() {
    return v6() ? shortened(address.getAddress()) : address.getHostAddress();
  }

  private static String shortened(byte[] bytes) {
    int[] groups = new int[bytes.length / 2];
    for (int group = 0; group < groups.length; group++) {
      groups[group] = ((bytes[2 * group] & 0xFF) << 8) | (bytes[2 * group + 1] & 0xFF);
    }
    int from = 0;
    int length = 0;
    for (int group = 0; group < groups.length; group++) {
      int zeros = zerosFrom(groups, group);
      if (zeros > length) {
        from = group;
        length = zeros;
      }
    }
    return length < 2
        ? joined(groups, 0, groups.length)
        : joined(groups, 0, from) + "::" + joined(groups, from + length, groups.length);
  }

  private static int zerosFrom(int[] groups, int from) {
    int group = from;
    while (group < groups.length && groups[group] == 0) {
      group++;
    }
    return group - from;
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int group = from; group < to; group++) {
      text.append(group == from ? "" : ":").append(Integer.toHexString(groups[group]));
    }
    return text.toString();
  }
}
