package io.tuplewatch.evidence.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two blocks of seven connects each, small enough to deal out their failures in every way. */
class PermutationTestTest {

  private static final int CONNECTS = 7;
  private static final int[] BINS = {10, 300, 700, 1100, 1279, 1300, IdleBins.NEVER_USED};

  /** Giving up after ten as large, it counts itself as an eleventh: p is rather too large. */
  @Test
  void pIsTheShareOfAllDealingsWithAsLargeAStatistic() {
    SplittableRandom random = new SplittableRandom(1);
    double estimated = 0;
    double exact = 0;
    for (int i = 0; i < 80; i++) {
      List<boolean[]> failed = List.of(failures(random), failures(random));
      double p = exactP(failed);
      PermutationTest.Result result = PermutationTest.of(cells(failed));
      assertThat(result.p()).isCloseTo(p, within(.02 + 1.2 * p));
      estimated += result.p();
      exact += p;
    }
    assertThat(estimated / exact).isBetween(1.0, 1.25);
  }

  @Test
  void whereAllOrNoneFailThereIsNothingToDealOut() {
    List<boolean[]> failed = List.of(new boolean[CONNECTS], new boolean[CONNECTS]);

    assertThat(PermutationTest.of(cells(failed))).isEqualTo(new PermutationTest.Result(1, 0));
  }

  /** Two to four of a block, those of short idle times more often. */
  private static boolean[] failures(SplittableRandom random) {
    boolean[] failed = new boolean[CONNECTS];
    for (int left = 2 + random.nextInt(3); left > 0; ) {
      int at = Math.min(random.nextInt(CONNECTS), random.nextInt(CONNECTS));
      left -= failed[at] ? 0 : 1;
      failed[at] = true;
    }
    return failed;
  }

  private static CellCounts cells(List<boolean[]> failed) {
    CellCounts cells = new CellCounts(new Storage(1 << 20));
    for (int block = 0; block < failed.size(); block++) {
      for (int i = 0; i < CONNECTS; i++) {
        cells.add(60L * block, 0, BINS[i], failed.get(block)[i] ? 0 : -1);
      }
    }
    return cells;
  }

  private static double exactP(List<boolean[]> observed) {
    double statistic = statistic(observed);
    int all = 0;
    int asLarge = 0;
    for (boolean[] one : dealings(count(observed.get(0)))) {
      for (boolean[] other : dealings(count(observed.get(1)))) {
        all++;
        asLarge += statistic(List.of(one, other)) >= statistic - 1e-9 ? 1 : 0;
      }
    }
    return (double) asLarge / all;
  }

  private static List<boolean[]> dealings(int failures) {
    List<boolean[]> all = new ArrayList<>();
    for (int set = 0; set < 1 << CONNECTS; set++) {
      if (Integer.bitCount(set) == failures) {
        boolean[] failed = new boolean[CONNECTS];
        for (int i = 0; i < CONNECTS; i++) {
          failed[i] = (set >> i & 1) == 1;
        }
        all.add(failed);
      }
    }
    return all;
  }

  /** The largest excess of failures below a cut over what is expected, in standard deviations. */
  private static double statistic(List<boolean[]> blocks) {
    double largest = 0;
    for (int cut = 1; cut < CONNECTS; cut++) {
      double excess = 0;
      double variance = 0;
      for (boolean[] failed : blocks) {
        double below = 0;
        for (int i = 0; i < cut; i++) {
          below += failed[i] ? 1 : 0;
        }
        double m = count(failed);
        double share = (double) cut / CONNECTS;
        excess += below - m * share;
        variance += m * (CONNECTS - m) / (CONNECTS - 1) * share * (1 - share);
      }
      largest = Math.max(largest, excess / Math.sqrt(variance));
    }
    return largest;
  }

  private static int count(boolean[] failed) {
    int count = 0;
    for (boolean one : failed) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
