package io.tuplewatch.probe;

/** Opens one connection to the destination and closes it. */
@FunctionalInterface
public interface Connector {

  /**
   * Returns when the connection is closed, or the connect has failed; never throws for either.
   *
   * @param sourcePort 1 to 65535
   */
  Attempt connect(int sourcePort, Closing closing);
}
