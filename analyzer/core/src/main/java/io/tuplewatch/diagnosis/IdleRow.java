package io.tuplewatch.diagnosis;

import java.io.Serializable;

/**
 * Connects of one destination by how long their source port had rested: how long the four-tuple was
 * idle before. The rows of a destination add up to all its connects that worked or failed.
 *
 * @param past what is known of the port's past
 * @param fromNanos idle from this on, ns; 0 unless REUSED
 * @param toNanos idle below this, ns; Long.MAX_VALUE of the last row and unless REUSED
 */
public record IdleRow(Past past, long fromNanos, long toNanos, Tally connects)
    implements Serializable {

  /** What is known of a port's past. */
  public enum Past {
    /** Used before, and for how long it was idle. */
    REUSED,
    /** Not used before, for as long as is asked about. */
    NEVER_USED,
    /** Too little recording before it, or a close that was not recorded. */
    NOT_KNOWN
  }
}
