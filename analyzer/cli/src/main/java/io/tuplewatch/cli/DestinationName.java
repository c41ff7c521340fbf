package io.tuplewatch.cli;

import io.tuplewatch.report.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A destination as a user names it: a host or an address, with a port or without.
 *
 * @param host as applications gave it, or an address; never looked up
 * @param port 0 = any
 */
record DestinationName(String host, int port) {

  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]+)](?::(\\d{1,5}))?");
  private static final Pattern HOST_PORT = Pattern.compile("([^:\\[\\]]+)(?::(\\d{1,5}))?");
  private static final int MAX_PORT = 65535;

  /** Whether connects to there are meant. */
  boolean matches(String remoteAddress, int remotePort, @Nullable String host) {
    return (port == 0 || port == remotePort)
        && (this.host.equalsIgnoreCase(host) || isAddress(remoteAddress));
  }

  private boolean isAddress(String remoteAddress) {
    IpAddress address = IpAddress.parse(host);
    return remoteAddress.equals(host)
        || (address != null && address.equals(IpAddress.parse(remoteAddress)));
  }

  @Override
  public String toString() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == 0 ? host : name + ":" + port;
  }

  /** Reads {@code HOST[:PORT]}, an IPv6 address before a port in brackets. */
  static final class Converter implements ITypeConverter<DestinationName> {
    @Override
    public DestinationName convert(String text) {
      if (IpAddress.parse(text) != null) {
        return new DestinationName(text, 0);
      }
      Matcher brackets = BRACKETS.matcher(text);
      Matcher plain = HOST_PORT.matcher(text);
      Matcher found = brackets.matches() ? brackets : plain;
      if (found.matches()) {
        int port = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        if (port <= MAX_PORT) {
          return new DestinationName(found.group(1), port);
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is no destination: write HOST, HOST:PORT or [IPV6]:PORT");
    }
  }
}
