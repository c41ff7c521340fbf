package io.tuplewatch.reuse;

import io.tuplewatch.columns.BitField;
import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.Use;

/** What kind of use each row of the uses is. Different threads may set different rows. */
@SuppressWarnings("EnumOrdinal") // the table does not outlive the process
final class Classification {

  /** Fields from {@link #KIND} to {@link #PREVIOUS}. */
  private static final int FACTS = 0;

  private static final int GAP = 1;
  private static final int IDLE = 2;
  private static final int PREVIOUS_START = 3;
  private static final int WIDTH = 4;

  private static final UseKind[] KINDS = UseKind.values();

  /** Its ordinal + 1; 0 = not classified. */
  private static final BitField KIND = BitField.lowest(KINDS.length);

  private static final BitField AT_MOST = KIND.next(1);
  private static final BitField WORKED = AT_MOST.next(1);

  /** A {@link PreviousUse}, with its sign. */
  private static final BitField PREVIOUS = WORKED.next((1L << PreviousUse.BITS) - 1);

  private final LongTable table;

  Classification(Storage storage, long rows) {
    table = new LongTable(storage, WIDTH);
    table.resize(rows);
  }

  void release() {
    table.release();
  }

  /**
   * What the previous use was is kept with its successor: to look it up would be a cache miss.
   *
   * @param previous a {@link PreviousUse}
   * @param previousStart when it had started; {@link Use#UNKNOWN} if that is not recorded
   */
  void set(
      long row,
      UseKind kind,
      long previous,
      long previousStart,
      long gap,
      long idle,
      boolean idleAtMost,
      boolean workedBefore) {
    long flags = AT_MOST.put(idleAtMost ? 1 : 0) | WORKED.put(workedBefore ? 1 : 0);
    table.set(row, FACTS, PREVIOUS.put(previous) | flags | KIND.put(kind.ordinal() + 1));
    table.set(row, PREVIOUS_START, previousStart);
    table.set(row, GAP, gap);
    table.set(row, IDLE, idle);
  }

  /** Sets the class of a use whose tuple is not known. */
  void setNotKnown(long row) {
    long unknown = Use.UNKNOWN;
    set(row, UseKind.UNKNOWN, PreviousUse.NONE, unknown, unknown, unknown, false, false);
  }

  UseKind kind(long row) {
    return KINDS[(int) KIND.get(table.get(row, FACTS)) - 1];
  }

  /** A {@link PreviousUse}. */
  long previous(long row) {
    return table.get(row, FACTS) >> PREVIOUS.shift();
  }

  long previousStart(long row) {
    return table.get(row, PREVIOUS_START);
  }

  boolean idleAtMost(long row) {
    return AT_MOST.get(table.get(row, FACTS)) != 0;
  }

  boolean workedBefore(long row) {
    return WORKED.get(table.get(row, FACTS)) != 0;
  }

  long gap(long row) {
    return table.get(row, GAP);
  }

  long idle(long row) {
    return table.get(row, IDLE);
  }
}
