package io.tuplewatch.evidence.counts;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.reuse.UseKind;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence needs to know of a connect that worked or failed. There are millions, so one
 * object goes from connect to connect: who is shown it must not keep it. Not thread-safe.
 */
public final class Connect {

  private final ClassifiedUses classified;
  private final Uses uses;
  private final long comparisonHistory;
  private int index;
  private long row;
  private long start;
  private UseKind kind = UseKind.UNKNOWN;
  private @Nullable FailureMode mode;
  private long idle;
  private long previous;
  private boolean previousWorked;
  private boolean unseen;

  /**
   * Begins at none of these uses.
   *
   * @param comparisonHistory as {@link io.tuplewatch.reuse.IdleTimeout#comparisonHistory}, ns
   */
  public Connect(ClassifiedUses uses, long comparisonHistory) {
    this.comparisonHistory = comparisonHistory;
    this.classified = uses;
    this.uses = uses.all();
  }

  /** Goes to the one at an index, which worked or failed. */
  public Connect at(int newIndex) {
    index = newIndex;
    row = classified.row(index);
    start = uses.start(row);
    kind = classified.kind(index);
    boolean failed = classified.result(index) == AttemptResult.FAILED;
    mode = failed ? FailureMode.of(uses.outcome(row)) : null;
    idle = classified.idle(index);
    previous = classified.previousRow(index);
    previousWorked = classified.previousConnected(index);
    unseen =
        kind == UseKind.UNKNOWN
            && classified.neverSeen(index)
            && classified.history(index) >= comparisonHistory;
    return this;
  }

  /** Its index among the classified uses. */
  public int index() {
    return index;
  }

  /** Its row among all uses, which is its name. */
  public long row() {
    return row;
  }

  /** Equals {@link Use#start}. */
  public long start() {
    return start;
  }

  public UseKind kind() {
    return kind;
  }

  /** Null if it worked. */
  public @Nullable FailureMode mode() {
    return mode;
  }

  public boolean failed() {
    return mode != null;
  }

  /** SYNs sent until the answer, or until the end of an attempt that failed, 1 or more. */
  public int syns() {
    long pending = uses.pendingNanos(row);
    return failed()
        ? SynSchedule.synsSent(pending, uses.synSettings(row))
        : SynSchedule.synsAnswered(pending, uses.synSettings(row));
  }

  /** Equals {@link io.tuplewatch.reuse.ClassifiedUse#idle}. */
  public long idle() {
    return idle;
  }

  /** Equals {@link ClassifiedUses#previousRow}. */
  public long previous() {
    return previous;
  }

  /** Whether the previous use had connected; false without one. */
  public boolean previousWorked() {
    return previousWorked;
  }

  /** When the previous use had started, ns; {@link Use#UNKNOWN} unless it was recorded. */
  public long previousStart() {
    return classified.previousStart(index);
  }

  /** Null if that is not known. */
  @Nullable ClosedBy previousClosedBy() {
    return classified.previousClosedBy(index);
  }

  /** Whether of an early reuse only an upper bound of the idle time is known. */
  public boolean bounded() {
    return kind == UseKind.EARLY_REUSE && classified.idleAtMost(index);
  }

  /**
   * Whether its tuple was not used in the recording so far, which is shorter than W and long enough
   * to compare with: some of these may be early reuses, so that a difference is rather too small.
   */
  boolean unseen() {
    return unseen;
  }

  /** Whether it is an early reuse, or to be compared with those, of a tuple that had not failed. */
  public boolean compared() {
    return (kind == UseKind.EARLY_REUSE || kind.comparison())
        && (previous == ClassifiedUses.NO_PREVIOUS || previousWorked);
  }
}
