package io.tuplewatch.probe;

/** What came back for a connect. */
public enum Answer {
  /** The handshake completed. */
  CONNECTED,
  /** Nothing came back within the connect timeout. */
  NO_ANSWER,
  /** A reset, or an ICMP port unreachable: a socket cannot tell the two apart. */
  REFUSED,
  /** An ICMP message said that the destination cannot be reached or is prohibited. */
  UNREACHABLE,
  /**
   * This host sent nothing: the port is held by another socket or by TIME_WAIT, or a local rule or
   * route forbids the connect. It says nothing about the path.
   */
  NOT_SENT;

  /** Whether a SYN was sent and no connection came of it. */
  public boolean failed() {
    return this == NO_ANSWER || this == REFUSED || this == UNREACHABLE;
  }
}
