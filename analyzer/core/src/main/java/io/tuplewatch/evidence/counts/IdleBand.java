package io.tuplewatch.evidence.counts;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Connects by how long their tuple was idle: a picture, not a test, since all times of the
 * recording are thrown together.
 *
 * @param fromNanos idle from this on
 * @param toNanos idle below this; Long.MAX_VALUE of the last; both of them of first uses
 * @param failed 0 to {@code connects}
 * @param rate failure rate with Wilson's interval; null without connects
 */
public record IdleBand(
    long fromNanos, long toNanos, long connects, long failed, @Nullable Interval rate)
    implements Serializable {

  /** Whether these are tuples that were never used before. */
  public boolean firstUses() {
    return fromNanos == Long.MAX_VALUE;
  }
}
