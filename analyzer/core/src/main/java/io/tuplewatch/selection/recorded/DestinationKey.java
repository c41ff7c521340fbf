package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.ReuseKey;
import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What has a sequence of ports of its own: a local address toward a remote address and port, in a
 * network namespace.
 *
 * @param realm the network namespace, or the JVM where that is not known
 * @param localAddress null for the connects that can have had one of several
 */
public record DestinationKey(
    String realm, @Nullable String localAddress, String remoteAddress, int remotePort)
    implements Comparable<DestinationKey>, Serializable {

  private static final Comparator<DestinationKey> ORDER =
      Comparator.comparing(DestinationKey::remoteAddress)
          .thenComparingInt(DestinationKey::remotePort)
          .thenComparing(
              DestinationKey::localAddress, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(DestinationKey::realm);

  static DestinationKey of(ReuseKey key) {
    return new DestinationKey(
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
  public int compareTo(DestinationKey other) {
    return ORDER.compare(this, other);
  }
}
