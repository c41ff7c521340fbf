package io.tuplewatch.reuse;

import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.UseValues;
import io.tuplewatch.events.Outcome;

/**
 * Shown the uses of a four-tuple in time order ({@link ReuseDetector#IN_TIME}), it says of each
 * what kind of use it is. What it was not shown may have happened all the same: after a close that
 * was not recorded, or a time that was not, idle is an upper bound. Constant time per use; one
 * object serves all tuples, each of which has a past of its own. Not thread-safe.
 */
final class TupleHistory {

  private static final long NO_HOLE = Long.MAX_VALUE;

  private final UseValues uses;
  private final long firewallTimeoutNanos;

  /** The tuple whose use is added, that use's row, and when it started. */
  private TuplePast past = new TuplePast();

  private long row;

  private long start;

  private long overlapping;

  /** Of the times that were held against W, the longest below it, and the shortest that is not. */
  private long longestBelow;

  private long shortestBeyond = Long.MAX_VALUE;

  /** {@code firewallTimeoutNanos} is W, ns, above 0. */
  TupleHistory(UseValues uses, long firewallTimeoutNanos) {
    this.uses = uses;
    this.firewallTimeoutNanos = firewallTimeoutNanos;
  }

  /** By which other W every use would have been of the same kind. */
  TimeoutRange sameKinds() {
    return new TimeoutRange(longestBelow, shortestBeyond);
  }

  private boolean isBelowTimeout(long nanos) {
    if (nanos < firewallTimeoutNanos) {
      longestBelow = Math.max(longestBelow, nanos);
      return true;
    }
    shortestBeyond = Math.min(shortestBeyond, nanos);
    return false;
  }

  /** How many uses, of all tuples, began before the previous one had ended. */
  long overlapping() {
    return overlapping;
  }

  /**
   * Takes the next use of a tuple; one with unknown start is not classified.
   *
   * @param tuple what its uses so far left behind; changed to what this one leaves as well
   */
  void add(TuplePast tuple, long nextRow, Classification result) {
    past = tuple;
    row = nextRow;
    Outcome outcome = uses.outcome(row);
    boolean connected = outcome == null || outcome == Outcome.CONNECTED;
    long end = connected ? uses.close(row) : uses.attemptEnd(row);
    if (outcome == null) {
      occupy(end, end, past.overlaps(end));
      past.worked = true;
      return;
    }
    start = uses.start(row);
    long history = recall() ? NO_HOLE : uses.historyBefore(row);
    boolean unseen = idleAtMost(history);
    UseKind kind = kind(history, unseen);
    classify(kind, unseen, result);
    boolean unbroken = past.worked && (kind == UseKind.EARLY_REUSE || kind == UseKind.OVERLAP);
    occupy(end, SynSchedule.lastPacket(uses, row), kind == UseKind.OVERLAP);
    past.worked = connected || unbroken;
  }

  /**
   * Asks the agent's memory for the previous use, which the recording need not hold: it rolled
   * over, or the agent was told to leave connects out. Only one by which this is an early reuse
   * counts.
   *
   * @return whether nothing of this JVM can have come between, recorded or not
   */
  private boolean recall() {
    long end = uses.rememberedEnd(row);
    if (end == Use.UNKNOWN || !isBelowTimeout(start - end)) {
      return false;
    }
    if (!past.reaches(end)) {
      putRemembered(end);
      return true;
    }
    past.worked |= rememberedWorked();
    return !past.atLeast && !past.overlaps(end);
  }

  /** Makes the remembered use the previous one, named by the row that remembers it. */
  private void putRemembered(long end) {
    boolean connected = uses.rememberedConnected(row);
    boolean unbroken = !past.isEmpty() && past.worked && isBelowTimeout(end - past.lastPacket);
    past.worked = rememberedWorked() || connected || unbroken;
    past.previous = PreviousUse.of(row, connected, uses.rememberedClosedBy(row));
    past.previousStart = Use.UNKNOWN;
    past.freeFrom = end;
    past.lastPacket = end;
    past.atLeast = false;
  }

  /** Whether the tuple worked so lately that no idle time since then was longer. */
  private boolean rememberedWorked() {
    return isBelowTimeout(uses.sinceRememberedConnected(row));
  }

  private UseKind kind(long history, boolean unseen) {
    if (past.isEmpty()) {
      return isBelowTimeout(history) ? UseKind.UNKNOWN : UseKind.FIRST_USE;
    }
    if (past.overlaps(start)) {
      return UseKind.OVERLAP;
    }
    if (isBelowTimeout(idle())) {
      return UseKind.EARLY_REUSE;
    }
    // Beyond a hole in the recording, what has been recorded since counts, as for a first use.
    boolean unknown = past.atLeast || (unseen && isBelowTimeout(history));
    return unknown ? UseKind.UNKNOWN : UseKind.LATE_REUSE;
  }

  private void classify(UseKind kind, boolean unseen, Classification result) {
    overlapping += kind == UseKind.OVERLAP ? 1 : 0;
    long gap = Use.UNKNOWN;
    long idle = Use.UNKNOWN;
    boolean idleAtMost = false;
    if (!past.isEmpty() && kind != UseKind.OVERLAP) {
      gap = unseen ? Use.UNKNOWN : Math.max(0, start - past.freeFrom);
      idle = idle();
      idleAtMost = unseen;
    }
    result.set(row, kind, past.previous, past.previousStart, gap, idle, idleAtMost, past.worked);
  }

  /** The last packet may have been later, or a later use of the tuple not recorded. */
  private boolean idleAtMost(long history) {
    return past.atLeast || (history != NO_HOLE && start - history > past.freeFrom);
  }

  private long idle() {
    return Math.max(0, start - past.lastPacket);
  }

  /**
   * Of overlapping uses the later end and the later packet count.
   *
   * @param known the end; {@link Use#UNKNOWN} if the close was not recorded
   */
  private void occupy(long known, long packet, boolean overlap) {
    boolean closeUnknown = known == Use.UNKNOWN;
    long end = closeUnknown ? uses.attemptEnd(row) : known;
    if (!overlap || packet >= past.lastPacket) {
      past.previous = PreviousUse.of(row, uses.connected(row), uses.closedBy(row));
      past.previousStart = uses.start(row);
      past.lastPacket = packet;
    }
    past.freeFrom = overlap ? Math.max(past.freeFrom, end) : end;
    past.atLeast = closeUnknown || (overlap && past.atLeast);
  }
}
