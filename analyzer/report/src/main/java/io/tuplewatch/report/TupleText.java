package io.tuplewatch.report;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.FourTuple;
import org.jspecify.annotations.Nullable;

/** Addresses and ports for a terminal; literals of IPv6 in brackets before a port (RFC 3986). */
public final class TupleText {

  private static final int MAX_ADDRESS = 45; // the longest IPv6 literal
  private static final int MAX_HOST = 60;

  private TupleText() {}

  /** "10.0.0.5:40123 -> 10.1.2.3:5432". */
  public static String tuple(FourTuple tuple) {
    return endpoint(tuple.localAddress(), tuple.localPort())
        + " -> "
        + endpoint(tuple.remoteAddress(), tuple.remotePort());
  }

  /** "10.0.0.5 -> 10.1.2.3:5432 (db.example)". */
  public static String destination(Destination destination, @Nullable String host) {
    String path =
        destination(
            destination.localAddress(), destination.remoteAddress(), destination.remotePort());
    return host == null || host.equals(destination.remoteAddress())
        ? path
        : path + " (" + SafeText.of(host, MAX_HOST) + ")";
  }

  /** "10.0.0.5 -> 10.1.2.3:5432". */
  public static String destination(@Nullable String local, String remoteAddress, int remotePort) {
    return (local == null ? "local address not known" : address(local))
        + " -> "
        + endpoint(remoteAddress, remotePort);
  }

  /** "10.1.2.3:5432", "[2001:db8::1]:5432", "?:5432" if the address is not known. */
  public static String endpoint(@Nullable String address, int port) {
    String safe = address == null ? "?" : address(address);
    return (safe.indexOf(':') >= 0 ? "[" + safe + "]" : safe) + ":" + port;
  }

  private static String address(String address) {
    return SafeText.of(address, MAX_ADDRESS);
  }
}
