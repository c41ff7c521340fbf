package io.tuplewatch.evidence;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.reuse.UseKind;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence needs to know of a connect that worked or failed: numbers alone, for there are
 * millions.
 *
 * @param place among the classified uses
 * @param row among all uses, which is its name
 * @param start as {@link Use#start}
 * @param mode null if it worked
 * @param syns sent until the answer, or until the end of an attempt that failed, 1 or more
 * @param idle as {@link io.tuplewatch.reuse.ClassifiedUse#idle}
 * @param idleAtMost as {@link io.tuplewatch.reuse.ClassifiedUse#idleAtMost}
 * @param previous as {@link ClassifiedUses#previousRow}
 * @param previousWorked whether that had connected
 * @param previousStart when it had started, ns; {@link Use#UNKNOWN} unless it was recorded
 * @param previousClosedBy null if that is not known
 */
record Connect(
    int place,
    long row,
    long start,
    UseKind kind,
    @Nullable FailureMode mode,
    int syns,
    long idle,
    boolean idleAtMost,
    long previous,
    boolean previousWorked,
    long previousStart,
    @Nullable ClosedBy previousClosedBy) {

  /** The one at a place; it must have worked or failed. */
  static Connect of(ClassifiedUses classified, int place) {
    Uses uses = classified.all();
    long row = classified.row(place);
    boolean failed = uses.result(row) == AttemptResult.FAILED;
    long pending = uses.pendingNanos(row);
    long previous = classified.previousRow(place);
    boolean recorded = previous >= 0;
    boolean remembered = previous == ClassifiedUses.REMEMBERED;
    return new Connect(
        place,
        row,
        uses.start(row),
        classified.kind(place),
        failed ? FailureMode.of(uses.outcome(row)) : null,
        failed
            ? SynSchedule.synsSent(pending, uses.synSettings(row))
            : SynSchedule.synsAnswered(pending, uses.synSettings(row)),
        classified.idle(place),
        classified.idleAtMost(place),
        previous,
        recorded ? uses.connected(previous) : remembered && uses.rememberedConnected(row),
        recorded ? uses.start(previous) : Use.UNKNOWN,
        recorded ? uses.closedBy(previous) : remembered ? uses.rememberedClosedBy(row) : null);
  }

  boolean failed() {
    return mode != null;
  }

  /** Whether of an early reuse only an upper bound of the idle time is known. */
  boolean bounded() {
    return kind == UseKind.EARLY_REUSE && idleAtMost;
  }

  /** Whether it is an early reuse, or to be compared with those, of a tuple that had not failed. */
  boolean compared() {
    return (kind == UseKind.EARLY_REUSE || kind.comparison())
        && (previous == ClassifiedUses.NO_PREVIOUS || previousWorked);
  }
}
