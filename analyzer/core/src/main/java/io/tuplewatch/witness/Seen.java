package io.tuplewatch.witness;

/** What the captures show of a failed connect, all of them together. */
public enum Seen {
  /** Nothing: no capture covers it, or none shows this destination. */
  NOTHING,
  /** The client's capture covers it and shows the destination, and no SYN of this connect. */
  NO_SYN,
  /** SYNs left; no answer came. Whether they arrived is not known. */
  LEFT_UNANSWERED,
  /** SYNs left, and were refused by a reset or ICMP error; whose it was is not known. */
  LEFT_REFUSED,
  /** No SYN arrived at the server. Whether any left the client is not known. */
  NOT_ARRIVED,
  /** SYNs left, never arrived at the server, and no answer came: lost or dropped between. */
  STOPPED,
  /** A reset or ICMP error came that the server had not sent. */
  REFUSED_ON_THE_WAY,
  /** At least one SYN arrived at the server, which sent no answer. */
  SERVER_SILENT,
  /** The server refused: its reset or ICMP error was seen leaving it. */
  SERVER_REFUSED,
  /** The server accepted, and its SYN-ACK never arrived at the client. */
  ANSWER_STOPPED,
  /**
   * The server accepted: its SYN-ACK was seen, at the client if there is a capture of it. It came
   * too late, or the application had given up.
   */
  ANSWERED;

  /** Whether a SYN was seen to arrive at the server, or its answer was seen. */
  public boolean atServer() {
    return switch (this) {
      case SERVER_SILENT, SERVER_REFUSED, ANSWER_STOPPED, ANSWERED -> true;
      case NOTHING,
          NO_SYN,
          LEFT_UNANSWERED,
          LEFT_REFUSED,
          NOT_ARRIVED,
          STOPPED,
          REFUSED_ON_THE_WAY ->
          false;
    };
  }
}
