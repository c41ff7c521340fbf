package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.TimeBlocks;
import io.tuplewatch.evidence.search.StepSearch;
import java.util.Comparator;
import java.util.List;

/**
 * Whether failures of reuses grow fewer with idle time before they end, or end at one idle time. A
 * firewall that sweeps its sessions now and then keeps them for different times. Within blocks of
 * time and closing sides, so that times of other failures, and timers that depend on who closed,
 * are none. Where sweeps are rarer than blocks it is told by sessions that end together.
 */
final class DeclineTest {

  /** At most so many of the sharp ends are taken for a decline. */
  private static final double CHANCE = 0.01;

  private static final Comparator<TimeBlocks.Cell> BY_SIDE_AND_BIN =
      Comparator.comparingInt(TimeBlocks.Cell::side).thenComparingInt(TimeBlocks.Cell::bin);

  private DeclineTest() {}

  /**
   * O(cells).
   *
   * @param mode of the failures
   * @param sharp what they come to if they end at one idle time
   */
  static boolean of(CellCounts cells, FailureMode mode, IdleBins bins, ReuseHazard sharp) {
    StepSearch search = new StepSearch(bins);
    TimeBlocks.of(cells, mode, block -> search.add(reuses(block)));
    int low = sharp.lowBin();
    int high = sharp.highBin();
    return search.pOf(0, low) < CHANCE
        || search.pOf(high, IdleBins.COUNT) < CHANCE
        || SweepTest.of(cells, mode, bins, low);
  }

  private static List<TimeBlocks.Cell> reuses(List<TimeBlocks.Cell> block) {
    return block.stream()
        .filter(cell -> cell.bin() < IdleBins.COUNT)
        .sorted(BY_SIDE_AND_BIN)
        .toList();
  }
}
