package io.tuplewatch.reuse;

import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The past of one four-tuple: fed its uses in time order ({@link ReuseDetector#IN_TIME}), it says
 * of each what kind of use it is. What it was not shown may have happened all the same: after a
 * close that was not recorded, or a time that was not, idle is an upper bound. Constant time and
 * memory per use. Not thread-safe.
 */
public final class TupleHistory {

  /** Clocks are read around the kernel calls, not in them: a smaller overlap is no overlap. */
  public static final long OVERLAP_TOLERANCE_NANOS = 5_000_000L;

  private final long firewallTimeoutNanos;

  /** The earlier use with the latest packet. */
  private @Nullable Use previous;

  /** When the tuple was free again; the moment of the connect if its close is not known. */
  private long freeFrom;

  /** When its last packet was sent; the moment of the connect if its close is not known. */
  private long lastPacket;

  /** The last packet may have been later: the close is not known. */
  private boolean atLeast;

  /** The tuple had worked, and every idle since was below the timeout. */
  private boolean worked;

  /** {@code firewallTimeoutNanos} is W, ns, above 0. */
  public TupleHistory(long firewallTimeoutNanos) {
    this.firewallTimeoutNanos = firewallTimeoutNanos;
  }

  /**
   * Takes the next use.
   *
   * @param history unbroken recording of the use's JVM before it, ns
   * @return null for a use with unknown start, which is not classified
   */
  public @Nullable ClassifiedUse add(Use use, long history) {
    if (!use.startKnown()) {
      occupy(use, overlaps(use.close()));
      worked = true;
      return null;
    }
    UseKind kind = kind(use, history);
    ClassifiedUse classified = classified(use, kind, history);
    boolean unbroken = worked && (kind == UseKind.EARLY_REUSE || kind == UseKind.OVERLAP);
    occupy(use, kind == UseKind.OVERLAP);
    worked = use.connected() || unbroken;
    return classified;
  }

  private UseKind kind(Use use, long history) {
    if (previous == null) {
      return history >= firewallTimeoutNanos ? UseKind.FIRST_USE : UseKind.UNKNOWN;
    }
    if (overlaps(use.start())) {
      return UseKind.OVERLAP;
    }
    if (idle(use) < firewallTimeoutNanos) {
      return UseKind.EARLY_REUSE;
    }
    return idleAtMost(use, history) ? UseKind.UNKNOWN : UseKind.LATE_REUSE;
  }

  private ClassifiedUse classified(Use use, UseKind kind, long history) {
    if (previous == null || kind == UseKind.OVERLAP) {
      return new ClassifiedUse(
          use, kind, previous, Use.UNKNOWN, Use.UNKNOWN, false, worked, history);
    }
    boolean atMost = idleAtMost(use, history);
    long gap = atMost ? Use.UNKNOWN : Math.max(0, use.start() - freeFrom);
    return new ClassifiedUse(use, kind, previous, gap, idle(use), atMost, worked, history);
  }

  /** The last packet may have been later, or a later use of the tuple not recorded. */
  private boolean idleAtMost(Use use, long history) {
    return atLeast || use.start() - history > freeFrom;
  }

  private long idle(Use use) {
    return Math.max(0, use.start() - lastPacket);
  }

  private boolean overlaps(long time) {
    return previous != null && freeFrom - time > OVERLAP_TOLERANCE_NANOS;
  }

  /** Of overlapping uses the later end and the later packet count. */
  private void occupy(Use use, boolean overlap) {
    boolean closeUnknown = use.end() == Use.UNKNOWN;
    long end = closeUnknown ? use.attemptEnd() : use.end();
    long packet = lastPacket(use, end);
    if (!overlap || packet >= lastPacket) {
      previous = use;
      lastPacket = packet;
    }
    freeFrom = overlap ? Math.max(freeFrom, end) : end;
    atLeast = closeUnknown || (overlap && atLeast);
  }

  /** When a use sent its last packet, ns; the moment of the connect if its close is not known. */
  public static long lastPacket(Use use) {
    return lastPacket(use, use.end() == Use.UNKNOWN ? use.attemptEnd() : use.end());
  }

  private static long lastPacket(Use use, long end) {
    return noAnswer(use.outcome())
        ? use.start() + SynSchedule.lastSynNanos(use.pendingNanos(), use.synSettings())
        : end;
  }

  /** Whether only SYNs were sent and nothing came back, as far as the client knows. */
  private static boolean noAnswer(@Nullable Outcome outcome) {
    return outcome == Outcome.TIMED_OUT
        || outcome == Outcome.CLOSED
        || outcome == Outcome.INTERRUPTED
        || outcome == Outcome.FAILED;
  }
}
