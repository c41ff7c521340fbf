package io.tuplewatch.connection;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One use of a four-tuple: from the SYN to the close (connected) or to the failure. Times are ns on
 * CLOCK_MONOTONIC of the boot, comparable within one realm; {@link #UNKNOWN} = not recorded.
 *
 * @param connectionNumber names the connection together with {@code jvmId}
 * @param start just before the kernel was called; unknown for a close without its connect
 * @param attemptEnd when the outcome was known; unknown if the start is
 * @param close when the connected socket was closed
 * @param wallTime of the start, or of the close if that is unknown; epoch ns as recorded
 * @param outcome null if the start is unknown: then the connection had worked
 * @param closedBy null unless the close is known
 */
public record Use(
    ReuseKey key,
    long jvmId,
    long connectionNumber,
    long start,
    long attemptEnd,
    long close,
    long wallTime,
    @Nullable Outcome outcome,
    @Nullable ClosedBy closedBy,
    SynSettings synSettings,
    ConnectDetails details)
    implements Serializable {

  /** A time that was not recorded. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** The connection number of a use that only the agent's memory knows. */
  public static final long NOT_RECORDED = Long.MIN_VALUE;

  /** False for a use that the recording does not hold, and the agent remembered. */
  public boolean recorded() {
    return connectionNumber != NOT_RECORDED;
  }

  /** False for a close without its connect. */
  public boolean startKnown() {
    return start != UNKNOWN;
  }

  /** Whether the handshake completed, now or before the recording began. */
  public boolean connected() {
    return outcome == null || outcome == Outcome.CONNECTED;
  }

  /** The close of a connection, the failure of an attempt; unknown for a close not recorded. */
  public long end() {
    return connected() ? close : attemptEnd;
  }

  /** From the call of the kernel to the outcome, ns; 0 if the start is unknown. */
  public long pendingNanos() {
    return startKnown() ? attemptEnd - start : 0;
  }

  public AttemptResult result() {
    return outcome == null ? AttemptResult.WORKED : AttemptResult.of(outcome, pendingNanos(), true);
  }
}
