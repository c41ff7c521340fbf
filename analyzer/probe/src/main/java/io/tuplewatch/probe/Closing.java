package io.tuplewatch.probe;

/** How a connection of the probe ends. */
public enum Closing {
  /** The server's FIN comes first, so that no TIME_WAIT stays on this host. */
  SERVER,
  /** This host's FIN comes first: its kernel keeps the four-tuple in TIME_WAIT for 60 s. */
  CLIENT,
  /** This host sends a reset and keeps nothing. */
  RESET
}
