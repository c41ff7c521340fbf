package io.tuplewatch.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a destination's time into stretches of a minute at most. A busy minute is cut into stretches
 * of ten connects or more, in whole seconds: a retry storm of ten seconds has other shares of early
 * reuse, and other failures, than the rest of its minute. The cuts depend on how many connects
 * there are, not on what became of them.
 */
final class Stretches implements CellCounts.Visitor {

  /** Some connects of a stretch that are alike. */
  record Cell(int side, int bin, int connects, int failed) {

    boolean firstUse() {
      return bin >= IdleBins.NEVER_USED;
    }

    boolean early() {
      return bin < IdleBins.AT_TIMEOUT || bin == IdleBins.EARLY_AT_MOST;
    }
  }

  private final @Nullable FailureMode mode;
  private final Consumer<List<Cell>> stretches;
  private List<Cell> stretch = new ArrayList<>();
  private final StretchEnds ends = new StretchEnds();
  private int connects;

  private Stretches(@Nullable FailureMode mode, Consumer<List<Cell>> stretches) {
    this.mode = mode;
    this.stretches = stretches;
  }

  /**
   * Hands on the stretches in time order, none empty, with the failures of one mode alone; null: of
   * all.
   */
  static void of(CellCounts cells, @Nullable FailureMode mode, Consumer<List<Cell>> stretches) {
    Stretches cutter = new Stretches(mode, stretches);
    cells.inOrder(cutter);
    cutter.cut();
  }

  @Override
  public void cell(long atSecond, int side, int bin, int count, int[] failed) {
    if (ends.endsBefore(atSecond, connects)) {
      cut();
    }
    connects += count;
    stretch.add(new Cell(side, bin, count, failures(failed)));
  }

  private int failures(int[] failed) {
    return mode == null ? failed[0] + failed[1] + failed[2] : failed[mode.column()];
  }

  private void cut() {
    if (!stretch.isEmpty()) {
      stretches.accept(stretch);
      stretch = new ArrayList<>();
      connects = 0;
    }
  }
}
