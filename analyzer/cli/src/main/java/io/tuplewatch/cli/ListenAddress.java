package io.tuplewatch.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads 127.0.0.1:9464, [::1]:9464, 9464 (of the loopback address) or :9464 (of all addresses). */
final class ListenAddress implements ITypeConverter<InetSocketAddress> {

  private static final Pattern ADDRESS = Pattern.compile("(?:(.*):)?([0-9]{1,5})");
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST = 65_535;

  @Override
  public InetSocketAddress convert(String value) {
    Matcher matcher = ADDRESS.matcher(value);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST) {
      throw new TypeConversionException("'" + value + "' is not like 127.0.0.1:9464");
    }
    int port = Integer.parseInt(matcher.group(2));
    String host = matcher.group(1) == null ? LOOPBACK : matcher.group(1);
    try {
      return host.isEmpty()
          ? new InetSocketAddress(port)
          : new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    } catch (UnknownHostException e) {
      throw new TypeConversionException("there is no address of '" + host + "'");
    }
  }
}
