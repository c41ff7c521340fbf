package io.tuplewatch.connection;

/** What was missing or odd in the recordings, and so had to be assumed or left out. */
public enum QualityCounter {
  /** Connects and closes left out: no usable address or port. */
  MALFORMED_EVENTS,
  /** Outcomes this version does not know, taken as FAILED (no verdict). */
  UNKNOWN_OUTCOMES,
  /** Connects and closes found again, in another file: counted once. */
  DUPLICATE_EVENTS,
  /** Processes that had the JVM id of another, as those of one snapshot do: told apart. */
  PROCESSES_OF_ONE_JVM_ID,
  /** Connects and closes of JVMs whose clock offset was not recorded: on the wall clock. */
  EVENTS_WITHOUT_CLOCK_OFFSET,
  /** JVMs whose network namespace was not recorded: each taken as one of its own. */
  JVMS_WITHOUT_NAMESPACE,
  /** Connects and closes that the agent counted (AgentStatus) and that were not read. */
  EVENTS_NOT_READ,
  /** Times within a JVM's recordings that no undamaged chunk covers. */
  RECORDING_HOLES,
  /** Failed connects whose local address can be one of several: not classified. */
  AMBIGUOUS_LOCAL_ADDRESSES,
  /** Connections whose close was not recorded: idle times after them are upper bounds. */
  CONNECTIONS_WITHOUT_CLOSE,
  /** Closes whose connect was not recorded: uses with unknown start. */
  CLOSES_WITHOUT_CONNECT,
  /** Uses that began before the previous use of their tuple had ended: not classified. */
  OVERLAPPING_USES,
  /** Connects of a network namespace that the kernel counted and no recording holds. */
  UNSEEN_CONNECTS,
  /** Steps of a JVM's wall clock by more than a second, from one chunk to another. */
  CLOCK_STEPS,
  /** Client sockets that the application could not bind (AgentStatus): no connect followed. */
  FAILED_BINDS,
  /** Errors the agent met and survived (AgentStatus). */
  AGENT_ERRORS;

  /** Whether it counts connects and closes, not what is known of their JVM or of their chunk. */
  boolean ofConnects() {
    return switch (this) {
      case UNKNOWN_OUTCOMES,
          DUPLICATE_EVENTS,
          EVENTS_WITHOUT_CLOCK_OFFSET,
          AMBIGUOUS_LOCAL_ADDRESSES,
          CONNECTIONS_WITHOUT_CLOSE,
          CLOSES_WITHOUT_CONNECT,
          OVERLAPPING_USES ->
          true;
      case MALFORMED_EVENTS,
          PROCESSES_OF_ONE_JVM_ID,
          JVMS_WITHOUT_NAMESPACE,
          EVENTS_NOT_READ,
          RECORDING_HOLES,
          UNSEEN_CONNECTS,
          CLOCK_STEPS,
          FAILED_BINDS,
          AGENT_ERRORS ->
          false;
    };
  }
}
