package io.tuplewatch.evidence.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a destination's time into blocks of a minute at most. A busy minute is cut into blocks of
 * ten connects or more, in whole seconds: a retry storm of ten seconds has other shares of early
 * reuse, and other failures, than the rest of its minute. The cuts depend on how many connects
 * there are, not on what became of them.
 */
public final class TimeBlocks implements CellCounts.Visitor {

  /** Some connects of a block that are alike. */
  public record Cell(int side, int bin, int connects, int failed) {

    /** The class of {@link RecentConnects}. */
    public int load() {
      return side / CellCounts.CLOSING_SIDES;
    }

    boolean firstUse() {
      return bin >= IdleBins.NEVER_USED;
    }

    boolean early() {
      return bin < IdleBins.AT_TIMEOUT || bin == IdleBins.EARLY_AT_MOST;
    }
  }

  private final @Nullable FailureMode mode;
  private final Consumer<List<Cell>> blocks;
  private List<Cell> block = new ArrayList<>();
  private final BlockEnds ends = new BlockEnds();
  private int connects;

  private TimeBlocks(@Nullable FailureMode mode, Consumer<List<Cell>> blocks) {
    this.mode = mode;
    this.blocks = blocks;
  }

  /**
   * Hands on the blocks in time order, none empty, with the failures of one mode alone; null: of
   * all.
   */
  public static void of(CellCounts cells, @Nullable FailureMode mode, Consumer<List<Cell>> blocks) {
    TimeBlocks cutter = new TimeBlocks(mode, blocks);
    cells.inOrder(cutter);
    cutter.cut();
  }

  @Override
  public void cell(long atSecond, int side, int bin, int count, int[] failed) {
    if (ends.endsBefore(atSecond, connects)) {
      cut();
    }
    connects += count;
    block.add(new Cell(side, bin, count, failures(failed)));
  }

  private int failures(int[] failed) {
    return mode == null ? failed[0] + failed[1] + failed[2] : failed[mode.column()];
  }

  private void cut() {
    if (!block.isEmpty()) {
      blocks.accept(block);
      block = new ArrayList<>();
      connects = 0;
    }
  }
}
