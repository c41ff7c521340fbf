package io.tuplewatch.history;

import java.time.Duration;

/**
 * A firewall that may keep the session of a four-tuple beyond its close.
 *
 * @param lifetime how long after its last packet a session that lingers is kept
 * @param answer what becomes of a SYN on such a session
 * @param lingering the share of uses whose session outlives them, 0 to 1; others end with their use
 * @param refreshedByTries whether a SYN that was stopped counts as a packet of the session
 */
public record Firewall(
    Duration lifetime, Answer answer, double lingering, boolean refreshedByTries) {

  /** What a SYN on a lingering session gets. */
  public enum Answer {
    /** Nothing. */
    DROP,
    /** A reset, at once. */
    RESET,
    /** ICMP, after the kernel's second SYN. */
    REJECT,
    /** Nothing for the first SYN; the second one, a second later, passes. */
    DROP_FIRST_SYN,
    /** Nothing while the session is there; a SYN of the attempt that comes after its end passes. */
    DROP_WHILE_KEPT
  }
}
