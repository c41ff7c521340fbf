package io.tuplewatch.events;

/**
 * Which side had ended the connection when the application closed it, as written to {@code
 * closedBy} of {@link SocketClose}. The side that closes first holds TIME_WAIT.
 */
public enum ClosedBy {
  /**
   * This side closes first, with a FIN: usually its kernel keeps the tuple in TIME_WAIT then. Not
   * if data comes in afterwards, as TLS peers send it; the kernel answers that with RST.
   */
  LOCAL,
  /** This side closes first with received bytes unread: it sends RST and keeps no TIME_WAIT. */
  LOCAL_WITH_UNREAD_DATA,
  /** This side closes first with SO_LINGER 0: it sends RST and keeps no TIME_WAIT. */
  LOCAL_RESET,
  /** The remote side's FIN had come: this side keeps no TIME_WAIT. */
  REMOTE,
  /** The connection had been reset: no TIME_WAIT on either side. */
  RESET,
  /** The kernel could not be asked. */
  UNKNOWN
}
