package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import org.jspecify.annotations.Nullable;

/** Why an attempt failed, as far as the client's side can tell. */
public enum Cause {
  /**
   * The four-tuple was used again too early: consistent with a device on the path that still held
   * its session.
   */
  EARLY_REUSE,
  /** Nobody could connect to the destination at that time. */
  DESTINATION_DOWN,
  /** The server, or something that answers for it, refused. */
  REFUSED_BY_SERVER,
  /**
   * No answer, and reuse is not why: loss, a full accept queue, a dead path, or a limit. They look
   * alike from here.
   */
  NO_ANSWER_WITHOUT_REUSE,
  /** Many others had just worked: a limit on connects or sessions, or a full accept queue. */
  CONNECT_LIMIT,
  /** No source port was free. */
  PORT_EXHAUSTION,
  /** No local address for this destination. */
  NO_LOCAL_ADDRESS,
  /** The four-tuple that the application had bound was in use. */
  TUPLE_IN_USE,
  /** This host's routes, filters or policies did not let it out. */
  REFUSED_LOCALLY,
  /** An address that cannot be connected to. */
  INVALID_DESTINATION,
  /** The application gave up in under a second. */
  CLOSED_BY_APPLICATION,
  /** No cause reaches nine in ten. */
  UNKNOWN;

  /**
   * The cause of an attempt that failed before a SYN; null of any other, and where only routing
   * failed.
   */
  static @Nullable Cause beforeSyn(AttemptResult result) {
    return switch (result) {
      case PORT_EXHAUSTION -> PORT_EXHAUSTION;
      case NO_LOCAL_ADDRESS -> NO_LOCAL_ADDRESS;
      case TUPLE_IN_USE -> TUPLE_IN_USE;
      case REFUSED_LOCALLY -> REFUSED_LOCALLY;
      case INVALID_DESTINATION -> INVALID_DESTINATION;
      case ADDRESS_NOT_AVAILABLE, NO_RESOURCES -> UNKNOWN;
      case WORKED, FAILED, NO_ROUTE, CLOSED_BY_APPLICATION, OTHER -> null;
    };
  }
}
