package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.TimeBlocks;
import io.tuplewatch.evidence.search.StepSearch;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether failures of reuses grow fewer with idle time before they end, or end at one idle time. A
 * firewall that sweeps its sessions now and then keeps them for different times. Within blocks of
 * time and closing sides, so that times of other failures, and timers that depend on who closed,
 * are none. Where sweeps are rarer than blocks it is told by sessions that end together.
 */
final class DeclineTest {

  /** At most so many of the sharp ends are taken for a decline. */
  private static final double CHANCE = 0.01;

  private DeclineTest() {}

  /**
   * O(cells).
   *
   * @param mode of the failures
   * @param sharp what they come to if they end at one idle time
   */
  static boolean of(CellCounts cells, FailureMode mode, IdleBins bins, ReuseHazard sharp) {
    StepSearch search = new StepSearch(bins);
    TimeBlocks.of(
        cells,
        mode,
        block -> {
          for (int side = 0; side < CellCounts.SIDES; side++) {
            add(block, side, search);
          }
        });
    int low = sharp.lowBin();
    int high = sharp.highBin();
    return search.pOf(0, low) < CHANCE
        || search.pOf(high, IdleBins.COUNT) < CHANCE
        || SweepTest.of(cells, mode, bins, low);
  }

  private static void add(List<TimeBlocks.Cell> block, int side, StepSearch search) {
    TreeMap<Integer, StepSearch.Cell> byBin = new TreeMap<>();
    for (TimeBlocks.Cell cell : block) {
      if (cell.side() == side && cell.bin() < IdleBins.COUNT) {
        byBin.merge(
            cell.bin(),
            new StepSearch.Cell(cell.bin(), cell.connects(), cell.failed()),
            StepSearch.Cell::plus);
      }
    }
    search.add(List.copyOf(byBin.values()));
  }
}
