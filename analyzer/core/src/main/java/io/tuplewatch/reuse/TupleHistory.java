package io.tuplewatch.reuse;

import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.UseValues;
import io.tuplewatch.events.Outcome;

/**
 * The past of one four-tuple: fed its uses in time order ({@link ReuseDetector#IN_TIME}), it says
 * of each what kind of use it is. What it was not shown may have happened all the same: after a
 * close that was not recorded, or a time that was not, idle is an upper bound. Constant time and
 * memory per use; it can be put away and resumed, so that one object serves all tuples. Not
 * thread-safe.
 */
final class TupleHistory {

  private static final long NO_HOLE = Long.MAX_VALUE;

  private final UseValues uses;
  private final long firewallTimeoutNanos;

  /** The earlier use with the latest packet, a {@link PreviousUse}. */
  private long previous = PreviousUse.NONE;

  /** When that had started; {@link Use#UNKNOWN} if that is not recorded. */
  private long previousStart = Use.UNKNOWN;

  /** When the tuple was free again; the moment of the connect if its close is not known. */
  private long freeFrom;

  /** When its last packet was sent; the moment of the connect if its close is not known. */
  private long lastPacket;

  /** The last packet may have been later: the close is not known. */
  private boolean atLeast;

  /** The tuple had worked, and every idle since was below the timeout. */
  private boolean worked;

  /** The use that is added, looked up once: its row, and when it started. */
  private long row;

  private long start;

  private long overlapping;

  /** {@code firewallTimeoutNanos} is W, ns, above 0. */
  TupleHistory(UseValues uses, long firewallTimeoutNanos) {
    this.uses = uses;
    this.firewallTimeoutNanos = firewallTimeoutNanos;
  }

  /** Goes on with a tuple that was put away. */
  void resume(
      long previousUse,
      long startOfIt,
      long free,
      long packet,
      boolean isAtLeast,
      boolean hasWorked) {
    previous = previousUse;
    previousStart = startOfIt;
    freeFrom = free;
    lastPacket = packet;
    atLeast = isAtLeast;
    worked = hasWorked;
  }

  long previous() {
    return previous;
  }

  long previousStart() {
    return previousStart;
  }

  long freeFrom() {
    return freeFrom;
  }

  long lastPacket() {
    return lastPacket;
  }

  boolean atLeast() {
    return atLeast;
  }

  boolean worked() {
    return worked;
  }

  /** How many uses, of all tuples, began before the previous one had ended. */
  long overlapping() {
    return overlapping;
  }

  /** Takes the next use; one with unknown start is not classified. */
  void add(long nextRow, Classification result) {
    row = nextRow;
    Outcome outcome = uses.outcome(row);
    boolean connected = outcome == null || outcome == Outcome.CONNECTED;
    long end = connected ? uses.close(row) : uses.attemptEnd(row);
    if (outcome == null) {
      occupy(end, end, overlaps(end));
      worked = true;
      return;
    }
    start = uses.start(row);
    long history = recall() ? NO_HOLE : uses.historyBefore(row);
    boolean unseen = idleAtMost(history);
    UseKind kind = kind(history, unseen);
    classify(kind, unseen, result);
    boolean unbroken = worked && (kind == UseKind.EARLY_REUSE || kind == UseKind.OVERLAP);
    occupy(end, SynSchedule.lastPacket(uses, row), kind == UseKind.OVERLAP);
    worked = connected || unbroken;
  }

  /**
   * Asks the agent's memory for the previous use. If that makes this an early reuse and the
   * recording does not hold it (it rolled over, or the agent was told to leave connects out), it is
   * the previous use, named by the row that remembers it.
   *
   * @return whether nothing of this JVM can have come between, recorded or not
   */
  private boolean recall() {
    long end = uses.rememberedEnd(row);
    if (end == Use.UNKNOWN || start - end >= firewallTimeoutNanos) {
      return false;
    }
    // If a use worked so lately, no idle time since then was longer.
    boolean lately = uses.sinceRememberedConnected(row) < firewallTimeoutNanos;
    if (previous != PreviousUse.NONE && end - freeFrom <= UseKind.OVERLAP_TOLERANCE_NANOS) {
      // The recording holds the use that is remembered, or a later one.
      worked |= lately;
      return !atLeast && freeFrom - end <= UseKind.OVERLAP_TOLERANCE_NANOS;
    }
    boolean unbroken = worked && end - lastPacket < firewallTimeoutNanos;
    boolean connected = uses.rememberedConnected(row);
    worked = lately || connected || (previous != PreviousUse.NONE && unbroken);
    previous = PreviousUse.of(row, connected, uses.rememberedClosedBy(row));
    previousStart = Use.UNKNOWN;
    freeFrom = end;
    lastPacket = end;
    atLeast = false;
    return true;
  }

  private UseKind kind(long history, boolean unseen) {
    if (previous == PreviousUse.NONE) {
      return history >= firewallTimeoutNanos ? UseKind.FIRST_USE : UseKind.UNKNOWN;
    }
    if (overlaps(start)) {
      return UseKind.OVERLAP;
    }
    if (idle() < firewallTimeoutNanos) {
      return UseKind.EARLY_REUSE;
    }
    // Beyond a hole in the recording, what has been recorded since counts, as for a first use.
    boolean unknown = atLeast || (unseen && history < firewallTimeoutNanos);
    return unknown ? UseKind.UNKNOWN : UseKind.LATE_REUSE;
  }

  private void classify(UseKind kind, boolean unseen, Classification result) {
    overlapping += kind == UseKind.OVERLAP ? 1 : 0;
    if (previous == PreviousUse.NONE || kind == UseKind.OVERLAP) {
      result.set(row, kind, previous, previousStart, Use.UNKNOWN, Use.UNKNOWN, false, worked);
      return;
    }
    long gap = unseen ? Use.UNKNOWN : Math.max(0, start - freeFrom);
    result.set(row, kind, previous, previousStart, gap, idle(), unseen, worked);
  }

  /** The last packet may have been later, or a later use of the tuple not recorded. */
  private boolean idleAtMost(long history) {
    return atLeast || (history != NO_HOLE && start - history > freeFrom);
  }

  private long idle() {
    return Math.max(0, start - lastPacket);
  }

  private boolean overlaps(long time) {
    return previous != PreviousUse.NONE && freeFrom - time > UseKind.OVERLAP_TOLERANCE_NANOS;
  }

  /**
   * Of overlapping uses the later end and the later packet count.
   *
   * @param known the end; {@link Use#UNKNOWN} if the close was not recorded
   */
  private void occupy(long known, long packet, boolean overlap) {
    boolean closeUnknown = known == Use.UNKNOWN;
    long end = closeUnknown ? uses.attemptEnd(row) : known;
    if (!overlap || packet >= lastPacket) {
      previous = PreviousUse.of(row, uses.connected(row), uses.closedBy(row));
      previousStart = uses.start(row);
      lastPacket = packet;
    }
    freeFrom = overlap ? Math.max(freeFrom, end) : end;
    atLeast = closeUnknown || (overlap && atLeast);
  }
}
