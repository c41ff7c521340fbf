package io.tuplewatch.diagnosis;

/** What speaks for the cause of a failure, or why none is named. */
public enum Reason {
  /** Early reuses of this destination fail more often than other connects of the same moments. */
  EARLY_REUSES_FAIL_MORE,
  /** They do not, or not clearly. */
  DIFFERENCE_NOT_CLEAR,
  /** The tuple was idle for less than the estimated lifetime of the firewall's sessions. */
  IDLE_BELOW_LIFETIME,
  /** It was idle for longer. */
  IDLE_ABOVE_LIFETIME,
  /** The previous use of the tuple failed, too. */
  PREVIOUS_USE_FAILED,
  /** The tuple was never seen working: its path may be dead. */
  TUPLE_NEVER_WORKED,
  /** Tuples without an early reuse failed in the same row of failures. */
  FRESH_TUPLES_FAILED_TOO,
  /** No tuple without an early reuse failed in the same row of failures. */
  FRESH_TUPLES_WORKED,
  /** A first use, or a reuse beyond the idle timeout. */
  NOT_AN_EARLY_REUSE,
  /** The tuple's past is not known. */
  PAST_NOT_KNOWN,
  /** So many connects had just worked that others of the same minutes failed, too. */
  MANY_CONNECTS_JUST_BEFORE,
  /** A reset or an ICMP message came back. */
  SOMETHING_ANSWERED,
  /** In the captures no SYN of it arrived at the server. */
  SYN_SEEN_NOT_TO_ARRIVE,
  /** In the captures a SYN of it arrived at the server, which did not answer. */
  SYN_SEEN_AT_SERVER,
  /** In the captures the server's refusal leaves the server. */
  REFUSAL_SEEN_FROM_SERVER,
  /** In the captures a refusal arrives that the server had not sent. */
  REFUSAL_SEEN_FROM_BETWEEN,
  /** In the captures the server accepts. */
  ANSWER_SEEN,
  /** A device's log says that it blocked a SYN of it. */
  BLOCKED_IN_LOG,
  /** A device's log says that it still held a session of the tuple. */
  SESSION_HELD_IN_LOG
}
