package io.tuplewatch.evidence.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.comparison.BenjaminiHochberg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellCountsTest {

  @Test
  void connectsThatComeInDisorderAreCountedInOrder() {
    SplittableRandom random = new SplittableRandom(1);
    CellCounts disordered = new CellCounts(new Storage(400_000)); // the rest goes to the file
    CellCounts ordered = new CellCounts(new Storage(400_000));
    List<int[]> connects = new ArrayList<>();
    Map<String, Integer> expected = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      int second = random.nextInt(200) - 100;
      int side = random.nextInt(CellCounts.SIDES);
      int bin = random.nextInt(IdleBins.NEVER_USED + 1);
      int mode = random.nextInt(4) - 1;
      disordered.add(second, side, bin, mode);
      connects.add(new int[] {second, side, bin, mode});
      expected.merge(second + " " + side + " " + bin, 1, Integer::sum);
    }
    connects.sort(Comparator.comparingInt(connect -> connect[0]));
    connects.forEach(c -> ordered.add(c[0], c[1], c[2], c[3]));

    assertThat(cells(disordered)).isEqualTo(cells(ordered)).hasSize(expected.size());
    Map<String, Integer> counts = new TreeMap<>();
    ordered.inOrder((second, side, bin, n, f) -> counts.put(second + " " + side + " " + bin, n));
    assertThat(counts).isEqualTo(expected);
  }

  private static List<String> cells(CellCounts counts) {
    List<String> cells = new ArrayList<>();
    counts.inOrder(
        (second, side, bin, connects, failed) ->
            cells.add(
                second
                    + " "
                    + side
                    + " "
                    + bin
                    + " "
                    + connects
                    + " "
                    + List.of(failed[0], failed[1], failed[2])));
    return cells;
  }

  @Test
  void theTimeoutIsAnEdgeOfTheBins() {
    for (long timeout : new long[] {1_000_000, 999_999_937, 5_000_000_000L, 3_600_000_000_000L}) {
      IdleBins bins = new IdleBins(timeout);
      assertThat(bins.bin(timeout)).isEqualTo(IdleBins.AT_TIMEOUT);
      assertThat(bins.bin(timeout - 1)).isLessThan(IdleBins.AT_TIMEOUT);
      assertThat(bins.edge(IdleBins.AT_TIMEOUT)).isEqualTo(timeout);
      assertThat(bins.bin(0)).isLessThan(IdleBins.AT_TIMEOUT);
      assertThat(bins.bin(Long.MAX_VALUE)).isLessThan(IdleBins.COUNT);
    }
  }

  @Test
  void everyIdleTimeLiesWithinTheEdgesOfItsBin() {
    SplittableRandom random = new SplittableRandom(2);
    IdleBins bins = new IdleBins(60_000_000_000L);
    for (int i = 0; i < 10_000; i++) {
      long idle = (long) Math.exp(random.nextDouble() * 30);
      int bin = bins.bin(idle);
      assertThat(idle).isBetween(bins.edge(bin) - 1, bins.edge(bin + 1) + 1);
    }
  }

  /** The example of Benjamini and Hochberg's paper: 15 tests, four rejected at 5 %. */
  @Test
  void adjustedPsRejectWhatThePaperRejects() {
    double[] p = {
      .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528,
      .7590, 1.0
    };
    double[] adjusted = BenjaminiHochberg.adjusted(p);

    assertThat(Arrays.stream(adjusted).filter(q -> q <= .05)).hasSize(4);
    assertThat(adjusted[0]).isCloseTo(.0015, within(1e-12));
    assertThat(adjusted[14]).isEqualTo(1);
  }

  /** Wilson's interval of 0 of 10 ends at z^2 / (10 + z^2). */
  @Test
  void wilsonIsItsOwnFormulaAtTheEnds() {
    double z2 = 1.959963984540054 * 1.959963984540054;

    assertThat(Interval.wilson(0, 10).high()).isCloseTo(z2 / (10 + z2), within(1e-12));
    assertThat(Interval.wilson(10, 10).low()).isCloseTo(10 / (10 + z2), within(1e-12));
    assertThat(Interval.wilson(0, 10).low()).isZero();
  }
}
