package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.UseKind;
import java.io.Serializable;
import java.util.List;

/**
 * Connects that worked or failed, by kind of use; attempts without such a result must not be added.
 * Not thread-safe while it is added to.
 *
 * <p>Two failure rates may be compared only over the same time. An early reuse can be told at once,
 * a first use or a late reuse only after enough recording: without care the early reuses of an
 * outage in the first minutes would stand against other connects of a later, quieter time. So
 * {@link #comparedEarlyReuses} and {@link #comparedOthers} count connects with enough unbroken
 * recording before them alone.
 */
public final class Tallies implements Serializable {

  private static final long serialVersionUID = 1;

  /** Each use kind has a pair in {@link #counts}; behind them is whatever else is counted. */
  private static final int KINDS = UseKind.values().length;

  private static final int COMPARED_EARLY_REUSES = KINDS;
  private static final int COMPARED_OTHERS = KINDS + 1;
  private static final int WITH_HISTORY = KINDS + 2;
  private static final int WORKED_EARLY_REUSES = KINDS + 3;
  private static final int PAIRS = KINDS + 4;

  private final long comparisonHistory;

  /** Connects, and how many of them failed, by turns: there may be many destinations. */
  private final long[] counts = new long[2 * PAIRS];

  /** {@code comparisonHistory} as {@link IdleTimeout#comparisonHistory}, ns, above 0. */
  Tallies(long comparisonHistory) {
    this.comparisonHistory = comparisonHistory;
  }

  /**
   * Takes one connect.
   *
   * @param history unbroken recording before it, ns
   * @param workedBefore as {@link io.tuplewatch.reuse.ClassifiedUse#workedBefore}
   * @param neverSeen as {@link io.tuplewatch.reuse.ClassifiedUses#neverSeen}
   */
  void add(UseKind kind, boolean failed, long history, boolean workedBefore, boolean neverSeen) {
    add(index(kind), failed);
    boolean compared = history >= comparisonHistory;
    if (compared) {
      add(WITH_HISTORY, failed);
    }
    if (compared && kind == UseKind.EARLY_REUSE) {
      add(COMPARED_EARLY_REUSES, failed);
    }
    if (compared && (kind.comparison() || (kind == UseKind.UNKNOWN && neverSeen))) {
      add(COMPARED_OTHERS, failed);
    }
    if (workedBefore && kind == UseKind.EARLY_REUSE) {
      add(WORKED_EARLY_REUSES, failed);
    }
  }

  /** Takes the connect at an index, which worked or failed, with so much history. */
  void add(ClassifiedUses connects, int index, AttemptResult result, long history) {
    add(
        connects.kind(index),
        result == AttemptResult.FAILED,
        history,
        connects.workedBefore(index),
        connects.neverSeen(index));
  }

  /** Adds all connects of another. */
  void merge(Tallies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** All connects of all of them. */
  public static Tallies sum(List<Tallies> tallies) {
    Tallies sum = new Tallies(tallies.isEmpty() ? 1 : tallies.get(0).comparisonHistory);
    tallies.forEach(sum::merge);
    return sum;
  }

  /** Connects with enough recording before them, of any kind. */
  public long withHistory() {
    return tally(WITH_HISTORY).connects();
  }

  /** Early reuses with enough recording before them. */
  public Tally comparedEarlyReuses() {
    return tally(COMPARED_EARLY_REUSES);
  }

  /**
   * Late reuses, first uses, and connects on tuples not seen before, with enough recording before
   * them.
   */
  public Tally comparedOthers() {
    return tally(COMPARED_OTHERS);
  }

  /** Connects on neither side of the comparison. */
  public Tally notCompared() {
    return all().minus(comparedEarlyReuses()).minus(comparedOthers());
  }

  /** All connects. */
  public Tally all() {
    long connects = 0;
    long failed = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      connects += counts[2 * kind];
      failed += counts[2 * kind + 1];
    }
    return new Tally(failed, connects);
  }

  public Tally earlyReuses() {
    return tally(UseKind.EARLY_REUSE);
  }

  public Tally lateReuses() {
    return tally(UseKind.LATE_REUSE);
  }

  public Tally firstUses() {
    return tally(UseKind.FIRST_USE);
  }

  /** Connects that cannot be classified: unknown history, or overlapping another use. */
  public Tally unknown() {
    return tally(UseKind.UNKNOWN).plus(tally(UseKind.OVERLAP));
  }

  /** Early reuses that failed although their tuple had worked before. */
  public long failedEarlyReuses() {
    return tally(WORKED_EARLY_REUSES).failed();
  }

  private Tally tally(UseKind kind) {
    return tally(index(kind));
  }

  private Tally tally(int index) {
    return new Tally(counts[2 * index + 1], counts[2 * index]);
  }

  private void add(int index, boolean failed) {
    counts[2 * index]++;
    counts[2 * index + 1] += failed ? 1 : 0;
  }

  @SuppressWarnings("EnumOrdinal") // of this run alone
  private static int index(UseKind kind) {
    return kind.ordinal();
  }
}
