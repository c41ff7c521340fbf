package io.tuplewatch.events;

/** How a TCP connect attempt ended, as written to {@code outcome} of {@link SocketConnect}. */
public enum Outcome {
  /** The handshake completed. */
  CONNECTED,
  /** "Connection refused": an RST, or an ICMP port-unreachable, answered. */
  REFUSED,
  /** No answer within the kernel's retransmissions or the application's timeout. */
  TIMED_OUT,
  /** No route, or an ICMP host, network or administrative rejection. */
  UNREACHABLE,
  /**
   * EADDRNOTAVAIL: no free source port (or a local address that does not exist). No SYN was sent.
   */
  ADDRESS_NOT_AVAILABLE,
  /** The connection was reset while it was being set up. */
  RESET,
  /** The application closed the socket while the attempt was pending. */
  CLOSED,
  /** The connecting thread was interrupted. */
  INTERRUPTED,
  /** Anything else; the exception's class and message say more. */
  FAILED
}
