package io.tuplewatch.connection;

import io.tuplewatch.events.Outcome;

/** What an attempt says about its path. Only WORKED and FAILED enter a failure rate. */
public enum AttemptResult {
  /** Connected. */
  WORKED,
  /** No answer, refused, reset, or rejected after a SYN. */
  FAILED,
  /** No free source port: no SYN was sent. */
  PORT_EXHAUSTION,
  /** No local address for this destination: no SYN was sent. */
  NO_LOCAL_ADDRESS,
  /** One of the two before, and it cannot be told which. */
  ADDRESS_NOT_AVAILABLE,
  /** The four-tuple that the application had bound was in use: no SYN was sent. */
  TUPLE_IN_USE,
  /** Unreachable without a SYN: routing. */
  NO_ROUTE,
  /** This host did not let it out (route, filter, policy): no SYN was sent. */
  REFUSED_LOCALLY,
  /** An address that cannot be connected to: no SYN was sent. */
  INVALID_DESTINATION,
  /** This host lacked memory or descriptors. */
  NO_RESOURCES,
  /** Ended by the application in under a second, which is too soon to say anything. */
  CLOSED_BY_APPLICATION,
  /** Anything else. */
  OTHER;

  /** Whether the attempt enters failure rates. */
  public boolean judged() {
    return this == WORKED || this == FAILED;
  }

  /** Whether it is a failure of this host before any SYN. */
  public boolean failedBeforeSyn() {
    return switch (this) {
      case PORT_EXHAUSTION,
          NO_LOCAL_ADDRESS,
          ADDRESS_NOT_AVAILABLE,
          TUPLE_IN_USE,
          NO_ROUTE,
          REFUSED_LOCALLY,
          INVALID_DESTINATION,
          NO_RESOURCES ->
          true;
      case WORKED, FAILED, CLOSED_BY_APPLICATION, OTHER -> false;
    };
  }

  /**
   * The result of an attempt; of one without an address, before {@link SourceFailures} tells more.
   *
   * @param pendingNanos from the call of the kernel to the outcome, ns
   * @param synSent whether a source port was recorded: the agent records none before a SYN, not
   *     even of a socket that the application had bound
   */
  public static AttemptResult of(Outcome outcome, long pendingNanos, boolean synSent) {
    if (synSent && outcome.isFailure(pendingNanos)) {
      return FAILED;
    }
    return switch (outcome) {
      case CONNECTED -> synSent ? WORKED : OTHER;
      case UNREACHABLE -> NO_ROUTE;
      case ADDRESS_NOT_AVAILABLE -> ADDRESS_NOT_AVAILABLE;
      case TUPLE_IN_USE -> TUPLE_IN_USE;
      case REFUSED_LOCALLY -> REFUSED_LOCALLY;
      case INVALID_DESTINATION -> INVALID_DESTINATION;
      case NO_RESOURCES -> NO_RESOURCES;
      case CLOSED, INTERRUPTED -> CLOSED_BY_APPLICATION;
      case TIMED_OUT, REFUSED, RESET, FAILED -> OTHER;
    };
  }

  /**
   * The result of an attempt that used no tuple on the wire, before {@link SourceFailures} tells
   * more.
   *
   * @param boundToPort whether the application had bound it to a port
   */
  public static AttemptResult withoutTuple(
      Outcome outcome, long pendingNanos, boolean boundToPort) {
    AttemptResult result = of(outcome, pendingNanos, false);
    return result == ADDRESS_NOT_AVAILABLE && boundToPort ? TUPLE_IN_USE : result;
  }

  /** Whether the attempt used its tuple on the wire. */
  public static boolean isUse(Outcome outcome, int localPort) {
    return localPort != 0 && outcome.answer() != Outcome.Answer.NO_SYN;
  }
}
