package io.tuplewatch.connection;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One destination of port selection: a local address to a remote address and port, in a realm.
 *
 * @param localAddress null for the connects that can have had one of several
 */
public record Destination(
    String realm, @Nullable String localAddress, String remoteAddress, int remotePort)
    implements Serializable, Comparable<Destination> {

  private static final Comparator<Destination> AT_ONE_ENDPOINT =
      Comparator.comparing(
              Destination::localAddress, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Destination::realm);

  /** The destination of a tuple. */
  public static Destination of(ReuseKey key) {
    return new Destination(
        key.realm(),
        key.tuple().localAddress(),
        key.tuple().remoteAddress(),
        key.tuple().remotePort());
  }

  /** Whether the connects stay on the loopback interface, by the address. */
  public boolean loopback() {
    return remoteAddress.startsWith("127.")
        || remoteAddress.equals("::1")
        || remoteAddress.equals("0:0:0:0:0:0:0:1");
  }

  @Override
  public int compareTo(Destination other) {
    int address = remoteAddress.compareTo(other.remoteAddress);
    int port = address == 0 ? Integer.compare(remotePort, other.remotePort) : address;
    return port == 0 ? AT_ONE_ENDPOINT.compare(this, other) : port;
  }
}
