package io.tuplewatch.reuse;

import io.tuplewatch.columns.BitField;
import io.tuplewatch.columns.LongTable;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.parallel.InParallel;

/**
 * What nearly every pass over the classified uses asks of each, in one long by its index in their
 * order: a dozen passes would else each go from index to row, from there to its path and to its
 * class, which are as many cache misses. Immutable, thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // the table does not outlive the process
final class UseFacts {

  private static final UseKind[] KINDS = UseKind.values();
  private static final AttemptResult[] RESULTS = AttemptResult.values();

  /** More SYNs than this until the answer are not told apart. */
  static final int MANY_SYNS = 3;

  private static final BitField DESTINATION = BitField.lowest(Integer.MAX_VALUE);
  private static final BitField KIND = DESTINATION.next(KINDS.length - 1L);
  private static final BitField RESULT = KIND.next(RESULTS.length - 1L);

  /** SYNs that a connect sent until it was answered; 0 of one that failed. */
  private static final BitField SYNS = RESULT.next(MANY_SYNS);

  private static final BitField WORKED_BEFORE = SYNS.next(1);
  private static final BitField NEVER_SEEN = WORKED_BEFORE.next(1);

  private final LongTable table;

  private UseFacts(LongTable table) {
    this.table = table;
  }

  /** Gathers the facts of the rows in {@code order}. O(n), on all processors. */
  static UseFacts of(Uses uses, Classification classes, LongTable order) {
    LongTable table = new LongTable(uses.storage(), 1);
    table.resize(order.size());
    InParallel.forEachRange(
        Math.toIntExact(order.size()),
        range -> {
          for (int index = range.from(); index < range.to(); index++) {
            table.set(index, 0, facts(uses, classes, order.get(index, 0)));
          }
        });
    return new UseFacts(table);
  }

  private static long facts(Uses uses, Classification classes, long row) {
    int destination = uses.destination(row);
    AttemptResult result = uses.result(row);
    boolean neverSeen =
        PreviousUse.row(classes.previous(row)) == PreviousUse.NO_ROW
            && uses.tupleKnown(destination);
    return DESTINATION.put(destination)
        | KIND.put(classes.kind(row).ordinal())
        | RESULT.put(result.ordinal())
        | SYNS.put(result == AttemptResult.WORKED ? syns(uses, row) : 0)
        | WORKED_BEFORE.put(classes.workedBefore(row) ? 1 : 0)
        | NEVER_SEEN.put(neverSeen ? 1 : 0);
  }

  private static int syns(Uses uses, long row) {
    int syns = SynSchedule.synsAnswered(uses.pendingNanos(row), uses.synSettings(row));
    return Math.min(syns, MANY_SYNS);
  }

  void release() {
    table.release();
  }

  int destination(int index) {
    return (int) DESTINATION.get(table.get(index, 0));
  }

  UseKind kind(int index) {
    return KINDS[(int) KIND.get(table.get(index, 0))];
  }

  AttemptResult result(int index) {
    return RESULTS[(int) RESULT.get(table.get(index, 0))];
  }

  int syns(int index) {
    return (int) SYNS.get(table.get(index, 0));
  }

  boolean workedBefore(int index) {
    return WORKED_BEFORE.get(table.get(index, 0)) != 0;
  }

  boolean neverSeen(int index) {
    return NEVER_SEEN.get(table.get(index, 0)) != 0;
  }
}
