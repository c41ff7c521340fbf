package io.tuplewatch.evidence;

import java.util.List;
import java.util.TreeMap;

/**
 * Whether failures of reuses grow fewer with idle time before they end, or end at one idle time. A
 * firewall that sweeps its sessions now and then keeps them for different times. Within stretches
 * of time and closing sides, so that times of other failures, and timers that depend on who closed,
 * are none.
 */
final class Decline {

  /** Of sharp ends, so many are taken for a decline at most. */
  private static final double CHANCE = 0.01;

  private Decline() {}

  /**
   * O(cells).
   *
   * @param mode of the failures
   * @param sharp what they come to if they end at one idle time
   */
  static boolean of(CellCounts cells, FailureMode mode, IdleBins bins, ReuseHazard sharp) {
    StepSearch search = new StepSearch(bins);
    Stretches.of(
        cells,
        mode,
        stretch -> {
          for (int side = 0; side < CellCounts.SIDES; side++) {
            add(stretch, side, search);
          }
        });
    int low = Lifetime.lowBin(sharp);
    int high = Lifetime.highBin(sharp);
    return search.pOf(0, low) < CHANCE || search.pOf(high, IdleBins.COUNT) < CHANCE;
  }

  private static void add(List<Stretches.Cell> stretch, int side, StepSearch search) {
    TreeMap<Integer, StepSearch.Cell> byBin = new TreeMap<>();
    for (Stretches.Cell cell : stretch) {
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
