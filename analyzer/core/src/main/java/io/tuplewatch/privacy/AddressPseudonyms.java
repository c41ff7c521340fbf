package io.tuplewatch.privacy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pseudonyms of IP addresses: valid addresses that no host can have. IPv4 becomes 240.0.0.0/4,
 * which is reserved (RFC 1112, section 4): the documentation ranges have 768 addresses, and those
 * for private networks belong to someone. IPv6 becomes 2001:db8::/32, for documentation (RFC 3849).
 * The wildcard and loopback stay; a zone is dropped. Not thread-safe.
 */
final class AddressPseudonyms {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";

  /** What the JDK reads as an address or refuses, and never asks a name server for. */
  private static final Pattern LITERAL =
      Pattern.compile(
          OCTET + "([.]" + OCTET + "){3}|[0-9a-fA-F][0-9a-fA-F:.]*:[0-9a-fA-F:.]*|:[0-9a-fA-F:.]+");

  private static final Pattern WILDCARD = Pattern.compile("[0:.]*");
  private static final int RESERVED = 0xF000_0000;
  private static final int LAST_OCTET = 0xFF;
  private static final int DOCUMENTATION = 0x2001_0DB8;

  private final Mac mac;
  private final boolean keepPrefixes;
  private final Assigned addresses = new Assigned();
  private final Assigned networks = new Assigned();

  /** {@code keepPrefixes}: addresses of one /24 (IPv6: /64) stay in one. */
  AddressPseudonyms(Mac mac, boolean keepPrefixes) {
    this.mac = mac;
    this.keepPrefixes = keepPrefixes;
  }

  /** Null if the text is no address. */
  @Nullable String pseudonym(String text) {
    int zone = text.indexOf('%');
    String unscoped = zone < 0 ? text : text.substring(0, zone);
    if (WILDCARD.matcher(unscoped).matches()) {
      return unscoped;
    }
    InetAddress address = parsed(unscoped);
    if (address == null) {
      return null;
    }
    if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
      return unscoped;
    }
    return pseudonym(address.getAddress(), text);
  }

  /** Addresses by their pseudonyms. */
  Map<String, String> texts() {
    return addresses.texts();
  }

  private String pseudonym(byte[] address, String text) {
    boolean four = address.length == 4;
    String network = keepPrefixes ? network(address) : null;
    String kept =
        network == null
            ? null
            : addresses.assign(text, attempt -> within(network, four, text, attempt));
    if (kept != null) {
      return kept;
    }
    String any =
        addresses.assign(text, attempt -> anywhere(four, mac.digest("address", text, attempt)));
    // 2^28 addresses do not run out before memory does.
    return Objects.requireNonNull(any);
  }

  private static String anywhere(boolean four, byte[] code) {
    ByteBuffer bits = ByteBuffer.wrap(code);
    return four
        ? fourOf(RESERVED | (bits.getInt() & ~RESERVED))
        : sixOf(bits.getInt(), bits.getLong());
  }

  /**
   * What stands for a network: its first three octets or its first 64 bits; null if none is left.
   */
  private @Nullable String network(byte[] address) {
    boolean four = address.length == 4;
    String prefix = HexFormat.of().formatHex(Arrays.copyOf(address, four ? 3 : 8));
    return networks.assign(
        prefix,
        attempt -> {
          int bits = ByteBuffer.wrap(mac.digest("network", prefix, attempt)).getInt();
          return (four ? "4 " : "6 ") + (four ? bits & ~RESERVED & ~LAST_OCTET : bits);
        });
  }

  private String within(String network, boolean four, String text, int attempt) {
    int bits = Integer.parseInt(network.substring(2));
    ByteBuffer code = ByteBuffer.wrap(mac.digest("interface", text, 0));
    return four
        ? fourOf(RESERVED | bits | ((code.getInt() + attempt) & LAST_OCTET)) // each once
        : sixOf(bits, code.getLong() + attempt);
  }

  private static String fourOf(int address) {
    return text(ByteBuffer.allocate(4).putInt(address).array());
  }

  private static String sixOf(int network, long host) {
    return text(
        ByteBuffer.allocate(16).putInt(DOCUMENTATION).putInt(network).putLong(host).array());
  }

  private static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // of 4 or 16 bytes
    }
  }

  private static @Nullable InetAddress parsed(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text); // reads literals itself
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
