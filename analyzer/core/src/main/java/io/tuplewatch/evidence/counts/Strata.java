package io.tuplewatch.evidence.counts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of time to strata: each is divided by how many connects had just started, and by the
 * closing side of the previous use. First uses have none; they go with the side that most early
 * reuses of their block and load have, so that none is counted twice.
 */
public final class Strata {

  private final int[] early = new int[CellCounts.SIDES];
  private final int[] earlyFailed = new int[CellCounts.SIDES];
  private final int[] others = new int[CellCounts.SIDES];
  private final int[] othersFailed = new int[CellCounts.SIDES];

  private Strata() {}

  public static List<Stratum> of(CellCounts cells) {
    return of(cells, null);
  }

  /** With the failures of one mode alone; null: of all. */
  public static List<Stratum> of(CellCounts cells, @Nullable FailureMode mode) {
    List<Stratum> strata = new ArrayList<>();
    TimeBlocks.of(cells, mode, block -> new Strata().divide(block, strata));
    return strata;
  }

  private int mostOf(int load) {
    int most = load * CellCounts.CLOSING_SIDES;
    for (int side = most; side < (load + 1) * CellCounts.CLOSING_SIDES; side++) {
      most = early[side] > early[most] ? side : most;
    }
    return most;
  }

  private void divide(List<TimeBlocks.Cell> block, List<Stratum> strata) {
    for (TimeBlocks.Cell cell : block) {
      if (cell.early()) {
        early[cell.side()] += cell.connects();
        earlyFailed[cell.side()] += cell.failed();
      }
    }
    int[] most = new int[RecentConnects.CLASSES];
    for (int load = 0; load < most.length; load++) {
      most[load] = mostOf(load);
    }
    for (TimeBlocks.Cell cell : block) {
      if (!cell.early()) {
        int side = cell.firstUse() ? most[cell.load()] : cell.side();
        others[side] += cell.connects();
        othersFailed[side] += cell.failed();
      }
    }
    for (int side = 0; side < early.length; side++) {
      if (early[side] + others[side] > 0) {
        strata.add(new Stratum(early[side], earlyFailed[side], others[side], othersFailed[side]));
      }
    }
  }
}
