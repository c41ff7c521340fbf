package io.tuplewatch.reuse;

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

  /** There is no previous use. */
  static final long NONE = of(NO_ROW, false, null);

  private static final ClosedBy[] CLOSED_BYS = ClosedBy.values();
  private static final long CONNECTED = 1;

  private PreviousUse() {}

  /** Of a row, {@link #NO_ROW} to 2^31; takes 36 bits and a sign. */
  static long of(long row, boolean connected, @Nullable ClosedBy closedBy) {
    long side = closedBy == null ? 0 : closedBy.ordinal() + 1L;
    return row << 4 | side << 1 | (connected ? CONNECTED : 0);
  }

  static long row(long use) {
    return use >> 4;
  }

  static boolean connected(long use) {
    return (use & CONNECTED) != 0;
  }

  /** Null if it was not closed, or that was not recorded. */
  static @Nullable ClosedBy closedBy(long use) {
    int side = (int) use >> 1 & 0x7;
    return side == 0 ? null : CLOSED_BYS[side - 1];
  }
}
