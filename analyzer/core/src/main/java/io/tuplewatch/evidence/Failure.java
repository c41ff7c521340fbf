package io.tuplewatch.evidence;

import io.tuplewatch.reuse.UseKind;
import org.jspecify.annotations.Nullable;

/** A connect that failed, and what is found out of it. Not thread-safe. */
final class Failure {

  /** What is known of the tuple's past. */
  enum Past {
    /** An early reuse. */
    EARLY,
    /** A late or first use. */
    FRESH,
    /** Its history is too short, uses overlapped, or its idle time has only an upper bound. */
    UNKNOWN;

    static Past of(UseKind kind) {
      return switch (kind) {
        case EARLY_REUSE -> EARLY;
        case LATE_REUSE, FIRST_USE -> FRESH;
        case UNKNOWN, OVERLAP -> UNKNOWN;
      };
    }
  }

  /** Among the uses. */
  final int place;

  /** As {@link io.tuplewatch.connection.Use#start}. */
  final long start;

  final FailureMode mode;

  /**
   * Whether it takes part in the comparison (the tuple's previous use worked, or it has none), its
   * idle time known.
   */
  final boolean compared;

  final Past past;

  /** SYNs sent, 1 or more. */
  final int syns;

  /** Of its idle time; {@link IdleBins#NEVER_USED} if there is none. */
  final int bin;

  /** The failure before, if the tuple's previous use failed. */
  final @Nullable Failure previous;

  /** Start of the tuple's last use that worked; Long.MIN_VALUE without one. */
  final long workedAt;

  /** As {@link io.tuplewatch.reuse.ClassifiedUse#idle}. */
  final long idle;

  /** The failure after, if the tuple's next use failed. */
  @Nullable Failure next;

  /** Start of the next use if that worked; Long.MIN_VALUE if it did not, or there is none. */
  long revivedAt = Long.MIN_VALUE;

  /** The bin of its idle time. */
  int revivedBin;

  /** Late and first uses that failed in the same way in a row with it. */
  int freshAround;

  /** Chance that all SYNs are lost at this moment while the destination is up, this one aside. */
  double lost;

  /** Chance that the destination is down, this failure aside; NaN before that is known. */
  double down = Double.NaN;

  /** Chance that the tuple's path is dead, this failure aside. */
  double dead;

  /** Chance to be stopped by a session of an earlier use, this failure aside. */
  double stops;

  /** Chance to fail as it did on a path that is not dead. */
  double failsAlive;

  /** Chance that a session stopped it. */
  double stopped;

  /**
   * When the session that may have stopped it had its last packet, if tries that it stops do not
   * count as one; Long.MIN_VALUE if there was no use.
   */
  long session;

  Judgement judgement = Judgement.NONE;

  Failure(
      int place,
      long start,
      FailureMode mode,
      boolean compared,
      Past past,
      int syns,
      int bin,
      @Nullable Failure previous,
      long workedAt,
      long idle) {
    this.place = place;
    this.start = start;
    this.mode = mode;
    this.compared = compared;
    this.past = past;
    this.syns = syns;
    this.bin = bin;
    this.previous = previous;
    this.workedAt = workedAt;
    this.idle = idle;
  }
}
