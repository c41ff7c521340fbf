package io.tuplewatch.report.letter;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.report.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A four-tuple whose addresses were parsed.
 *
 * @param clientPort 1 to 65535
 * @param serverPort 1 to 65535
 */
record Endpoints(IpAddress client, int clientPort, IpAddress server, int serverPort) {

  /** Null if an address is not known, is none, or the two are of different families. */
  static @Nullable Endpoints of(FourTuple tuple) {
    IpAddress client = IpAddress.parse(tuple.localAddress());
    IpAddress server = IpAddress.parse(tuple.remoteAddress());
    return client == null || server == null || client.v6() != server.v6()
        ? null
        : new Endpoints(client, tuple.localPort(), server, tuple.remotePort());
  }

  boolean v6() {
    return client.v6();
  }
}
