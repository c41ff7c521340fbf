package io.tuplewatch.reuse;

import io.tuplewatch.columns.BitField;
import io.tuplewatch.events.ClosedBy;
import org.jspecify.annotations.Nullable;

/**
 * The previous use of a tuple as one number: its row, and what is asked of it most often, so that
 * the row itself, somewhere else in memory, need not be read.
 */
@SuppressWarnings("EnumOrdinal") // the numbers do not outlive the process
final class PreviousUse {

  /** The row of no use. */
  static final long NO_ROW = -1;

  private static final ClosedBy[] CLOSED_BYS = ClosedBy.values();
  private static final BitField CONNECTED = BitField.lowest(1);

  /** Its ordinal + 1; 0 = none. */
  private static final BitField SIDE = CONNECTED.next(CLOSED_BYS.length);

  private static final int ROW = SIDE.shift() + SIDE.bits();

  /** How many bits a use takes, but for its sign. */
  static final int BITS = ROW + Integer.SIZE;

  /** There is no previous use. */
  static final long NONE = of(NO_ROW, false, null);

  private PreviousUse() {}

  /** The use of a row, {@link #NO_ROW} to 2^31; takes {@link #BITS} and a sign. */
  static long of(long row, boolean connected, @Nullable ClosedBy closedBy) {
    long side = closedBy == null ? 0 : closedBy.ordinal() + 1L;
    return row << ROW | SIDE.put(side) | CONNECTED.put(connected ? 1 : 0);
  }

  static long row(long use) {
    return use >> ROW;
  }

  static boolean connected(long use) {
    return CONNECTED.get(use) != 0;
  }

  /** Null if it was not closed, or that was not recorded. */
  static @Nullable ClosedBy closedBy(long use) {
    int side = (int) SIDE.get(use);
    return side == 0 ? null : CLOSED_BYS[side - 1];
  }
}
