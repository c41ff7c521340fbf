package io.tuplewatch.evidence.counts;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.UseKind;
import org.jspecify.annotations.Nullable;

/**
 * The connects of one destination that take part in the comparison, in cells of second, closing
 * side and idle bin. Not thread-safe.
 *
 * <p>A connect takes part if its tuple's previous use worked, or it has none: a dead path or a
 * storm that fails on one tuple time and again counts with its first failure only.
 */
public final class ComparedConnects {

  public static final long SECOND = 1_000_000_000L;

  private static final int NO_SIDE = CellCounts.CLOSING_SIDES - 1;

  private final IdleBins bins;
  private final CellCounts cells;
  private final RecentConnects recent = new RecentConnects();
  private boolean anyReuse;

  public ComparedConnects(IdleBins bins, Storage storage) {
    this.bins = bins;
    this.cells = new CellCounts(storage);
  }

  /** Takes a connect that worked or failed; one that takes no part is left out. */
  public void add(Connect connect) {
    int load = recent.add(connect.start());
    if (connect.compared() || connect.unseen()) {
      long second = Math.floorDiv(connect.start(), SECOND);
      FailureMode mode = connect.mode();
      anyReuse |= bin(connect) < IdleBins.COUNT;
      cells.add(
          second,
          CellCounts.CLOSING_SIDES * load + side(connect.previousClosedBy()),
          bin(connect),
          mode == null ? -1 : mode.column());
    }
  }

  private static int side(@Nullable ClosedBy closedBy) {
    if (closedBy == null) {
      return NO_SIDE;
    }
    return switch (closedBy) {
      case LOCAL -> 0;
      case LOCAL_WITH_UNREAD_DATA -> 1;
      case REMOTE -> 2;
      case RESET -> 3;
      case LOCAL_RESET -> 4;
      case UNKNOWN -> 5;
    };
  }

  private int bin(Connect connect) {
    if (connect.unseen()) {
      return IdleBins.NEVER_SEEN;
    }
    if (connect.kind() == UseKind.FIRST_USE) {
      return IdleBins.NEVER_USED;
    }
    return connect.bounded() ? IdleBins.EARLY_AT_MOST : bins.bin(connect.idle());
  }

  public IdleBins bins() {
    return bins;
  }

  public CellCounts cells() {
    return cells;
  }

  /** Whether any reuse of known idle time takes part. */
  public boolean anyReuse() {
    return anyReuse;
  }

  /** Whether a reuse failed in this mode. */
  public boolean reusesFailed(FailureMode mode) {
    long[] failures = new long[1];
    cells.inOrder(
        (second, side, bin, connects, failed) ->
            failures[0] += bin < IdleBins.COUNT ? failed[mode.column()] : 0);
    return failures[0] > 0;
  }
}
