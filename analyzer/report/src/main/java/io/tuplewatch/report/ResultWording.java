package io.tuplewatch.report;

import io.tuplewatch.connection.AttemptResult;

/** Attempts that are in no failure rate, in words. */
final class ResultWording {

  private ResultWording() {}

  /** What became of them, to follow a count. */
  static String of(AttemptResult result) {
    return switch (result) {
      case PORT_EXHAUSTION -> "without a free source port (no SYN was sent)";
      case NO_LOCAL_ADDRESS -> "without a local address for the destination (no SYN was sent)";
      case ADDRESS_NOT_AVAILABLE -> "without a free source port or local address (no SYN was sent)";
      case TUPLE_IN_USE -> "whose bound four-tuple was in use (no SYN was sent)";
      case REFUSED_LOCALLY -> "refused by a route or filter of this host (no SYN was sent)";
      case INVALID_DESTINATION -> "to an address that cannot be connected to (no SYN was sent)";
      case NO_RESOURCES -> "without memory or descriptors on this host";
      case NO_ROUTE -> "without a route (no SYN was sent)";
      case CLOSED_BY_APPLICATION -> "ended by the application itself in under a second";
      case OTHER, WORKED, FAILED -> "with another result";
    };
  }
}
