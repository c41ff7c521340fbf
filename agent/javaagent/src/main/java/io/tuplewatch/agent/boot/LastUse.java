package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/** What {@link LastUses} remembers of one tuple. Immutable. Times are {@link System#nanoTime}. */
final class LastUse {

  /**
   * A timespan of which no beginning is remembered. Flight Recorder and its tools show it as
   * infinite, and it sorts and filters behind all others.
   */
  static final long UNKNOWN = Long.MAX_VALUE;

  private final long end;
  private final Outcome outcome;
  private final @Nullable ClosedBy closedBy;
  private final boolean everConnected;
  private final long connectedEnd;

  /**
   * @param end when the use ended: its close, or its failure
   * @param closedBy null if it did not connect
   * @param everConnected whether this or an earlier use connected, to its end at {@code
   *     connectedEnd}
   */
  LastUse(
      long end,
      Outcome outcome,
      @Nullable ClosedBy closedBy,
      boolean everConnected,
      long connectedEnd) {
    this.end = end;
    this.outcome = outcome;
    this.closedBy = closedBy;
    this.everConnected = everConnected;
    this.connectedEnd = connectedEnd;
  }

  /** How long after the use's end {@code start} is, ns; 0 if they overlap. */
  long since(long start) {
    return Math.max(0, start - end);
  }

  boolean isNewerThan(LastUse other) {
    return end - other.end > 0;
  }

  Outcome outcome() {
    return outcome;
  }

  @Nullable ClosedBy closedBy() {
    return closedBy;
  }

  /** Equals {@link #since} for the last use that connected; {@link #UNKNOWN} if none did. */
  long sinceConnected(long start) {
    return everConnected ? Math.max(0, start - connectedEnd) : UNKNOWN;
  }
}
