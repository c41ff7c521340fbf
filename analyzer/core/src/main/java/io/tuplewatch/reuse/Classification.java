package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.Use;

/** What kind of use each row of the uses is. Different threads may set different rows. */
@SuppressWarnings("EnumOrdinal") // the table does not outlive the process
final class Classification {

  /** Kind + 1, 0 = not classified, in bits 0 to 3; flags; {@link PreviousUse} from bit 6 on. */
  private static final int FACTS = 0;

  private static final int GAP = 1;
  private static final int IDLE = 2;
  private static final int PREVIOUS_START = 3;
  private static final int WIDTH = 4;

  private static final long KIND = 0xF;
  private static final long AT_MOST = 0x10;
  private static final long WORKED = 0x20;
  private static final int PREVIOUS_SHIFT = 6;
  private static final UseKind[] KINDS = UseKind.values();

  private final LongTable table;

  Classification(Storage storage, long rows) {
    table = new LongTable(storage, WIDTH);
    table.resize(rows);
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
    long flags = (idleAtMost ? AT_MOST : 0) | (workedBefore ? WORKED : 0);
    table.set(row, FACTS, previous << PREVIOUS_SHIFT | flags | (kind.ordinal() + 1));
    table.set(row, PREVIOUS_START, previousStart);
    table.set(row, GAP, gap);
    table.set(row, IDLE, idle);
  }

  /** Of a use whose tuple is not known. */
  void setNotKnown(long row) {
    long unknown = Use.UNKNOWN;
    set(row, UseKind.UNKNOWN, PreviousUse.NONE, unknown, unknown, unknown, false, false);
  }

  UseKind kind(long row) {
    return KINDS[(int) (table.get(row, FACTS) & KIND) - 1];
  }

  /** A {@link PreviousUse}. */
  long previous(long row) {
    return table.get(row, FACTS) >> PREVIOUS_SHIFT;
  }

  long previousStart(long row) {
    return table.get(row, PREVIOUS_START);
  }

  boolean idleAtMost(long row) {
    return (table.get(row, FACTS) & AT_MOST) != 0;
  }

  boolean workedBefore(long row) {
    return (table.get(row, FACTS) & WORKED) != 0;
  }

  long gap(long row) {
    return table.get(row, GAP);
  }

  long idle(long row) {
    return table.get(row, IDLE);
  }
}
