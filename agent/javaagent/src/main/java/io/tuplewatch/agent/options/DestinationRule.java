package io.tuplewatch.agent.options;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One set of destinations: {@code db.example}, {@code 10.1.2.3}, {@code 10.0.0.0/8}, {@code
 * [2001:db8::]/32}, each with or without {@code :PORT}, or {@code :PORT} alone. A host is compared
 * with the name the application gave; nothing is ever looked up. Immutable.
 */
final class DestinationRule {

  private static final Pattern RULE =
      Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^\\[\\]/:]*)(?:/(\\d{1,3}))?(?::(\\d{1,5}))?");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final int ANY_PORT = -1;

  private final @Nullable String host;
  private final byte @Nullable [] network;
  private final int prefixLength;
  private final int port;

  private DestinationRule(
      @Nullable String host, byte @Nullable [] network, int prefixLength, int port) {
    this.host = host;
    this.network = network;
    this.prefixLength = prefixLength;
    this.port = port;
  }

  /**
   * @throws IllegalArgumentException with the reason, if the text is no rule
   */
  static DestinationRule parse(String text) {
    Matcher rule = RULE.matcher(text);
    if (!rule.matches() || text.isEmpty()) {
      throw new IllegalArgumentException("it takes HOST[:PORT], ADDRESS[/BITS][:PORT] or :PORT");
    }
    String name = rule.group(1);
    int port = rule.group(3) == null ? ANY_PORT : Integer.parseInt(rule.group(3));
    if (port > 65535) {
      throw new IllegalArgumentException("a port is at most 65535");
    }
    if (!isLiteral(name)) {
      if (rule.group(2) != null) {
        throw new IllegalArgumentException("only an address can have /BITS");
      }
      return new DestinationRule(name.isEmpty() ? null : name, null, 0, port);
    }
    byte[] network = address(name);
    int bits = rule.group(2) == null ? network.length * 8 : Integer.parseInt(rule.group(2));
    if (bits > network.length * 8) {
      throw new IllegalArgumentException("/BITS is at most " + network.length * 8);
    }
    return new DestinationRule(null, network, bits, port);
  }

  private static boolean isLiteral(String name) {
    return name.startsWith("[") || IPV4.matcher(name).matches();
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("that is no address");
    }
  }

  /**
   * @param givenHost the name the application gave; null if it gave an address
   */
  boolean includes(@Nullable String givenHost, InetAddress remote, int remotePort) {
    if (port != ANY_PORT && port != remotePort) {
      return false;
    }
    if (network != null) {
      return isWithin(network, remote.getAddress());
    }
    return host == null || host.equalsIgnoreCase(givenHost);
  }

  private boolean isWithin(byte[] wanted, byte[] address) {
    if (wanted.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit += 8) {
      int mask = 0xff << Math.max(0, 8 - (prefixLength - bit)) & 0xff;
      if (((wanted[bit / 8] ^ address[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
