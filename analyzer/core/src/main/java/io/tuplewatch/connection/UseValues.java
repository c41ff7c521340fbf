package io.tuplewatch.connection;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The values of uses, by row, that the past of a tuple is told from: of all {@link Uses} of
 * recordings, or of the one use that is just being seen.
 */
public interface UseValues {

  /** Equals {@link Use#outcome}. */
  @Nullable Outcome outcome(long row);

  /** Equals {@link Use#start}. */
  long start(long row);

  /** Equals {@link Use#attemptEnd}. */
  long attemptEnd(long row);

  /** Equals {@link Use#close}. */
  long close(long row);

  /** Equals {@link Use#closedBy}. */
  @Nullable ClosedBy closedBy(long row);

  /** Equals {@link Use#synSettings}. */
  SynSettings synSettings(long row);

  /** Equals {@link ConnectionLog#historyBefore}. */
  long historyBefore(long row);

  /**
   * When the tuple's previous use had ended as the agent remembers it, recorded or not; {@link
   * Use#UNKNOWN} if it does not.
   */
  long rememberedEnd(long row);

  /** Whether that use had connected; to be asked only where there is one. */
  boolean rememberedConnected(long row);

  /** Which side had closed that use; null unless it had connected. */
  @Nullable ClosedBy rememberedClosedBy(long row);

  /**
   * How long before the start a use of the tuple that connected had ended, as the agent remembers
   * it, ns, up to 1 ms too much; {@link Long#MAX_VALUE} if it does not.
   */
  long sinceRememberedConnected(long row);

  /** Equals {@link Use#connected}. */
  default boolean connected(long row) {
    Outcome outcome = outcome(row);
    return outcome == null || outcome == Outcome.CONNECTED;
  }

  /** Equals {@link Use#end}. */
  default long end(long row) {
    return connected(row) ? close(row) : attemptEnd(row);
  }
}
