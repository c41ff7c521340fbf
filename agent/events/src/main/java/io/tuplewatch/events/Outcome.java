package io.tuplewatch.events;

/** How a TCP connect attempt ended, as written to {@code outcome} of {@link SocketConnect}. */
public enum Outcome {
  /** The handshake completed. */
  CONNECTED,
  /** "Connection refused": an RST, or an ICMP port-unreachable, answered. */
  REFUSED,
  /** No answer within the kernel's retransmissions or the application's timeout. */
  TIMED_OUT,
  /**
   * No route (no SYN was sent, no source port), or an ICMP rejection of a SYN (with its port): of
   * the host, the network, the protocol, or by an administrator.
   */
  UNREACHABLE,
  /**
   * EADDRNOTAVAIL: no free source port, or no local address for this destination. No SYN was sent.
   */
  ADDRESS_NOT_AVAILABLE,
  /**
   * EADDRNOTAVAIL of a socket that the application had bound to a port: that four-tuple is in use.
   * No SYN was sent.
   */
  TUPLE_IN_USE,
  /**
   * EACCES, EPERM, EINVAL: this host itself does not let the connect out (a prohibit or blackhole
   * route, a filter, a security policy). No SYN was sent.
   */
  REFUSED_LOCALLY,
  /**
   * EINVAL for a link-local address without a scope, EAFNOSUPPORT: an address that cannot be
   * connected to. No SYN was sent.
   */
  INVALID_DESTINATION,
  /** ENOBUFS, ENOMEM, EMFILE, ENFILE, EAGAIN: this host lacked memory or descriptors. */
  NO_RESOURCES,
  /** The connection was reset while it was being set up. */
  RESET,
  /** The application closed the socket while the attempt was pending. */
  CLOSED,
  /** The connecting thread was interrupted. */
  INTERRUPTED,
  /** Anything else; the exception's class and message say more. */
  FAILED
}
