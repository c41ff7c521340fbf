package io.tuplewatch.cli.jvm;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as text; IPv6 in brackets, IPv4-mapped ones as IPv4. */
final class IpText {

  private IpText() {}

  /**
   * @param address 4 or 16 bytes in network order
   * @throws NumberFormatException if it has another length
   */
  static String of(byte[] address) {
    try {
      String text = InetAddress.getByAddress(address).getHostAddress();
      return text.indexOf(':') < 0 ? text : "[" + text + "]";
    } catch (UnknownHostException e) {
      throw new NumberFormatException("not an address");
    }
  }
}
