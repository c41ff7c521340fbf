package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's destinations as the command line names them. */
final class Destinations {

  private static final int MOST_ADDRESSES = 65_536;

  private Destinations() {}

  /** From {@code --to}, or from {@code --addresses} and {@code --port}; at least one. */
  static List<InetSocketAddress> parse(Arguments arguments) throws UsageException, IOException {
    String range = arguments.text("--addresses");
    if (arguments.has("--to") == (range != null)) {
      throw new UsageException("give either --to HOST:PORT or --addresses FROM-TO with --port");
    }
    if (arguments.has("--port") != (range != null)) {
      throw new UsageException("--addresses and --port go together");
    }
    return range == null
        ? hosts(arguments.all("--to"))
        : addresses(range, arguments.number("--port", 0, 1, 65535));
  }

  private static List<InetSocketAddress> hosts(List<String> texts)
      throws UsageException, IOException {
    List<InetSocketAddress> destinations = new ArrayList<>();
    for (String text : texts) {
      int colon = text.lastIndexOf(':');
      String host = unbracketed(text.substring(0, Math.max(0, colon)));
      int port = port(text.substring(colon + 1));
      if (host.isEmpty() || port == 0) {
        throw new UsageException("--to takes HOST:PORT, not " + Arguments.quoted(text));
      }
      InetSocketAddress destination = new InetSocketAddress(host, port);
      if (destination.isUnresolved()) {
        throw new UnknownHostException("cannot find the address of " + Arguments.quoted(host));
      }
      destinations.add(destination);
    }
    return destinations;
  }

  /** An IPv6 literal stands in brackets, as in a URL. */
  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** 0 if it is none. */
  private static int port(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535
        ? Integer.parseInt(text)
        : 0;
  }

  private static List<InetSocketAddress> addresses(String range, int port)
      throws UsageException, IOException {
    String[] ends = range.split("-", -1);
    Long first = ipv4(ends[0]);
    Long last = ipv4(ends[ends.length - 1]);
    if (ends.length > 2 || first == null || last == null || first > last) {
      throw new UsageException(
          "--addresses takes IPv4 addresses as FROM-TO, not " + Arguments.quoted(range));
    }
    if (last - first >= MOST_ADDRESSES) {
      throw new UsageException("--addresses takes at most " + MOST_ADDRESSES + " addresses");
    }
    List<InetSocketAddress> destinations = new ArrayList<>();
    for (long address = first; address <= last; address++) {
      byte[] bytes = {
        (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
      };
      destinations.add(new InetSocketAddress(InetAddress.getByAddress(bytes), port));
    }
    return destinations;
  }

  /** The address as a number, or null if it is not four decimal bytes. */
  private static @Nullable Long ipv4(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return null;
    }
    long address = 0;
    for (String part : text.split("\\.", -1)) {
      int number = Integer.parseInt(part);
      if (number > 255) {
        return null;
      }
      address = address << 8 | number;
    }
    return address;
  }
}
