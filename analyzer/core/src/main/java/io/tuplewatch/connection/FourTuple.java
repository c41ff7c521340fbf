package io.tuplewatch.connection;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The four-tuple of a TCP connection, addresses as literals.
 *
 * @param localAddress where the kernel had taken it back, the only one it can have been; null if it
 *     can have been one of several; the wildcard if none was seen
 * @param localPort source port, 1 to 65535
 * @param remotePort 1 to 65535
 */
public record FourTuple(
    @Nullable String localAddress, int localPort, String remoteAddress, int remotePort)
    implements Serializable {

  /** False: it is not known whose past this tuple has. */
  public boolean known() {
    return localAddress != null;
  }
}
