package io.tuplewatch.history;

/** Why an attempt came to nothing, as only the one who made the history can know. */
public enum TrueCause {
  /** It worked. */
  NONE,
  /**
   * The firewall held a session of an earlier use and stopped the SYN, and nothing behind the
   * firewall would have stopped it in the same way.
   */
  FIREWALL,
  /** The destination gave no answer to anybody. */
  OUTAGE,
  /** Nobody listened: the server answered with a reset. */
  REFUSED,
  /** The server's accept queue was full whenever a SYN arrived. */
  ACCEPT_QUEUE,
  /** More SYNs came than something on the path lets pass. */
  LIMIT,
  /** Every SYN, or its answer, was lost by chance. */
  LOSS,
  /** The path of this four-tuple is dead. */
  BAD_PATH,
  /** No source port was free: no SYN was sent. */
  PORT_EXHAUSTION,
  /** The application gave up at once. */
  CLOSED_BY_APPLICATION
}
