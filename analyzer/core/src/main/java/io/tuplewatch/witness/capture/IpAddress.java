package io.tuplewatch.witness.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address as two longs, big-endian, so that packets can be compared with it without making
 * anything. IPv4 is mapped to IPv6, as ::ffff:10.0.0.1. Immutable.
 */
public record IpAddress(long high, long low) {

  private static final long MAPPED = 0xFFFF_0000_0000L;
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** From a literal, with or without a zone ("%eth0"); null if it is none. Nothing is looked up. */
  public static @Nullable IpAddress parse(String literal) {
    int zone = literal.indexOf('%');
    String address = zone < 0 ? literal : literal.substring(0, zone);
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return null;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 4
          ? new IpAddress(0, MAPPED | number(bytes, 0, 4))
          : new IpAddress(number(bytes, 0, 8), number(bytes, 8, 8));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** The second long of an IPv4 address of 32 bits; the first is 0. */
  static long mapped(int ipv4) {
    return MAPPED | Integer.toUnsignedLong(ipv4);
  }

  /** The literal, IPv4 in dots, IPv6 as the JDK writes it. */
  static String text(long high, long low) {
    boolean ipv4 = high == 0 && low >>> 32 == 0xFFFF;
    byte[] bytes = new byte[ipv4 ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int fromEnd = bytes.length - 1 - i;
      bytes[i] = (byte) (fromEnd < 8 ? low >>> (8 * fromEnd) : high >>> (8 * (fromEnd - 8)));
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // 4 or 16 bytes are always an address
    }
  }

  private static long number(byte[] bytes, int from, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = (number << 8) | (bytes[from + i] & 0xFF);
    }
    return number;
  }

  /** The address as literals are written. */
  @Override
  public String toString() {
    return text(high, low);
  }
}
