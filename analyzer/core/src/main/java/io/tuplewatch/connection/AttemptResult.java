package io.tuplewatch.connection;

import io.tuplewatch.events.Outcome;

/** What an attempt says about its path. Only WORKED and FAILED enter a failure rate. */
public enum AttemptResult {
  /** Connected. */
  WORKED,
  /** No answer, refused, reset, or rejected after a SYN. */
  FAILED,
  /** No free source port, or a local address that does not exist: no SYN was sent. */
  PORT_EXHAUSTION,
  /** Unreachable without a SYN: routing. */
  NO_ROUTE,
  /** Ended by the application in under a second, which is too soon to say anything. */
  CLOSED_BY_APPLICATION,
  /** Anything else. */
  OTHER;

  /**
   * Pending at least this long, an attempt closed or interrupted by the application had no answer:
   * that is how the connect timeouts of Netty and HttpClient look.
   */
  static final long NO_ANSWER_NANOS = 1_000_000_000L;

  /** Whether the attempt enters failure rates. */
  public boolean judged() {
    return this == WORKED || this == FAILED;
  }

  /**
   * The result of an attempt.
   *
   * @param pendingNanos from the call of the kernel to the outcome, ns
   * @param synSent whether a source port was recorded: the agent records none before a SYN, not
   *     even of a socket that the application had bound
   */
  static AttemptResult of(Outcome outcome, long pendingNanos, boolean synSent) {
    return switch (outcome) {
      case CONNECTED -> synSent ? WORKED : OTHER;
      case TIMED_OUT, REFUSED, RESET -> synSent ? FAILED : OTHER;
      case UNREACHABLE -> synSent ? FAILED : NO_ROUTE;
      case ADDRESS_NOT_AVAILABLE -> PORT_EXHAUSTION;
      case CLOSED, INTERRUPTED ->
          synSent && pendingNanos >= NO_ANSWER_NANOS ? FAILED : CLOSED_BY_APPLICATION;
      case FAILED -> OTHER;
    };
  }

  /** Whether the attempt used its tuple on the wire. */
  static boolean isUse(Outcome outcome, int localPort) {
    return localPort != 0 && outcome != Outcome.ADDRESS_NOT_AVAILABLE;
  }
}
