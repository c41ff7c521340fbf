package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.TimeBlocks;
import io.tuplewatch.evidence.search.StepSearch;
import java.util.ArrayList;
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
      (one, other) ->
          one.side() == other.side()
              ? Integer.compare(one.bin(), other.bin())
              : Integer.compare(one.side(), other.side());

  private DeclineTest() {}

  /**
   * O(cells).
   *
   * @param mode of the failures
   * @param sharp what they come to if they end at one idle time
   */
  static boolean of(CellCounts cells, FailureMode mode, IdleBins bins, ReuseHazard sharp) {
    StepSearch search = new StepSearch(bins);
    TimeBlocks.of(cells, mode, block -> addSides(block, search));
    int low = sharp.lowBin();
    int high = sharp.highBin();
    return search.pOf(0, low) < CHANCE
        || search.pOf(high, IdleBins.COUNT) < CHANCE
        || SweepTest.of(cells, mode, bins, low);
  }

  /** Adds what each closing side has of a block, as a block of its own. */
  private static void addSides(List<TimeBlocks.Cell> block, StepSearch search) {
    List<TimeBlocks.Cell> ordered = new ArrayList<>(block);
    ordered.removeIf(cell -> cell.bin() >= IdleBins.COUNT);
    ordered.sort(BY_SIDE_AND_BIN);
    for (int from = 0; from < ordered.size(); ) {
      List<StepSearch.Cell> side = new ArrayList<>();
      int to = from;
      for (; to < ordered.size() && ordered.get(to).side() == ordered.get(from).side(); to++) {
        add(ordered.get(to), side);
      }
      search.add(side);
      from = to;
    }
  }

  private static void add(TimeBlocks.Cell cell, List<StepSearch.Cell> to) {
    StepSearch.Cell added = new StepSearch.Cell(cell.bin(), cell.connects(), cell.failed());
    int last = to.size() - 1;
    if (last >= 0 && to.get(last).bin() == cell.bin()) {
      to.set(last, to.get(last).plus(added));
    } else {
      to.add(added);
    }
  }
}
