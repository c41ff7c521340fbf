package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.reuse.UseKind;
import org.jspecify.annotations.Nullable;

/**
 * A connect that failed, as it was recorded. Immutable.
 *
 * @param number its number among the destination's failures in time order, by which the models'
 *     arrays are indexed
 * @param index its index among the uses
 * @param start as {@link io.tuplewatch.connection.Use#start}
 * @param compared whether it takes part in the comparison (the tuple's previous use worked, or it
 *     has none), its idle time known
 * @param syns SYNs sent, 1 or more
 * @param bin the bin of its idle time; {@link IdleBins#NEVER_USED} if there is none
 * @param idle as {@link io.tuplewatch.reuse.ClassifiedUse#idle}
 * @param previous the failure before, if the tuple's previous use failed
 * @param workedAt start of the tuple's last use that worked; Long.MIN_VALUE without one
 */
record FailedConnect(
    int number,
    int index,
    long start,
    FailureMode mode,
    boolean compared,
    Past past,
    int syns,
    int bin,
    long idle,
    @Nullable FailedConnect previous,
    long workedAt) {

  /** What is known of the tuple's past. */
  enum Past {
    /** An early reuse. */
    EARLY,
    /** A late or first use. */
    FRESH,
    /** Its history is too short, uses overlapped, or its idle time has only an upper bound. */
    CENSORED;

    static Past of(UseKind kind) {
      return switch (kind) {
        case EARLY_REUSE -> EARLY;
        case LATE_REUSE, FIRST_USE -> FRESH;
        case UNKNOWN, OVERLAP -> CENSORED;
      };
    }
  }

  /** Whether it is a late or first use whose tuple had not just failed. */
  boolean fresh() {
    return past == Past.FRESH && previous == null;
  }
}
