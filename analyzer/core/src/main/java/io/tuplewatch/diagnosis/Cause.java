package io.tuplewatch.diagnosis;

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
  /** No source port was free. */
  PORT_EXHAUSTION,
  /** The application gave up in under a second. */
  CLOSED_BY_APPLICATION,
  /** No cause reaches nine in ten. */
  UNKNOWN
}
