package io.tuplewatch.connection;

/**
 * The four-tuple of a TCP connection, addresses as literals.
 *
 * @param localAddress the wildcard where the kernel had taken the address back and it could not be
 *     resolved
 * @param localPort source port, 1 to 65535
 * @param remotePort 1 to 65535
 */
public record FourTuple(String localAddress, int localPort, String remoteAddress, int remotePort) {

  /** The same tuple from another local address. */
  FourTuple from(String otherLocalAddress) {
    return new FourTuple(otherLocalAddress, localPort, remoteAddress, remotePort);
  }
}
