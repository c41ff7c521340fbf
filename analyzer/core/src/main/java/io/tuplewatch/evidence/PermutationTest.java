package io.tuplewatch.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Has failure anything to do with idle? Within each stretch of time, and each class of {@link
 * RecentConnects}, the failures are dealt out anew among its connects; the statistic is the largest
 * standardized excess of failures below an idle time, over all idle times. Seeded: equal input
 * gives equal p. First uses count as idle for ever.
 */
final class PermutationTest {

  /** Smallest p: 1 / 1000. */
  static final int PERMUTATIONS = 999;

  /** With so many at least as large, p cannot become small. */
  private static final int GIVE_UP = 10;

  private static final long SEED = 0x7471_1e57L;
  private static final int BINS = IdleBins.ALL;

  /** Bins of the connects of a stretch, one each, in any order; how many of them failed. */
  private static final class Deal {
    final int[] bins;
    final int failed;

    Deal(int[] bins, int failed) {
      this.bins = bins;
      this.failed = failed;
    }
  }

  /**
   * What it came to.
   *
   * @param p 1 if there is nothing to deal out
   */
  record Result(double p, int permutations) {}

  private final List<Deal> deals = new ArrayList<>();
  private final long[] observed = new long[BINS];
  private final double[] expected = new double[BINS];
  private final double[] variance = new double[BINS];

  private PermutationTest() {}

  static Result of(CellCounts cells) {
    return of(cells, null);
  }

  /** Of the failures of one mode alone; null: of all. */
  static Result of(CellCounts cells, @Nullable FailureMode mode) {
    PermutationTest test = new PermutationTest();
    Stretches.of(cells, mode, test::addAll);
    return test.run();
  }

  private void addAll(List<Stretches.Cell> stretch) {
    for (int load = 0; load < RecentConnects.CLASSES; load++) {
      int own = load;
      add(stretch.stream().filter(c -> c.side() / CellCounts.CLOSING_SIDES == own).toList());
    }
  }

  private void add(List<Stretches.Cell> stretch) {
    int connects =
        stretch.stream().filter(PermutationTest::known).mapToInt(Stretches.Cell::connects).sum();
    int failed =
        stretch.stream().filter(PermutationTest::known).mapToInt(Stretches.Cell::failed).sum();
    if (failed == 0 || failed == connects) {
      return;
    }
    int[] bins = new int[connects];
    int[] below = new int[BINS];
    int at = 0;
    for (Stretches.Cell cell : stretch) {
      if (known(cell)) {
        observed[cell.bin()] += cell.failed();
        below[cell.bin()] += cell.connects();
        for (int i = 0; i < cell.connects(); i++) {
          bins[at++] = cell.bin();
        }
      }
    }
    deals.add(new Deal(bins, failed));
    expect(below, connects, failed);
  }

  private static boolean known(Stretches.Cell cell) {
    return cell.bin() != IdleBins.EARLY_AT_MOST;
  }

  private void expect(int[] byBin, double connects, double failed) {
    double below = 0;
    double factor = failed * (connects - failed) / (connects - 1);
    for (int bin = 0; bin < BINS; bin++) {
      below += byBin[bin] / connects;
      expected[bin] += failed * below;
      variance[bin] += factor * below * (1 - below);
    }
  }

  private Result run() {
    if (deals.isEmpty()) {
      return new Result(1, 0);
    }
    double statistic = statistic(observed);
    SplittableRandom random = new SplittableRandom(SEED);
    int asLarge = 0;
    int done = 0;
    while (done < PERMUTATIONS && asLarge < GIVE_UP) {
      asLarge += statistic(deal(random)) >= statistic - 1e-9 ? 1 : 0;
      done++;
    }
    return new Result((asLarge + 1.0) / (done + 1), done);
  }

  private long[] deal(SplittableRandom random) {
    long[] failures = new long[BINS];
    for (Deal deal : deals) {
      int[] bins = deal.bins;
      for (int i = 0; i < deal.failed; i++) {
        int drawn = i + random.nextInt(bins.length - i);
        int bin = bins[drawn];
        bins[drawn] = bins[i];
        bins[i] = bin;
        failures[bin]++;
      }
    }
    return failures;
  }

  private double statistic(long[] failures) {
    double largest = 0;
    long below = 0;
    for (int bin = 0; bin < IdleBins.COUNT; bin++) {
      below += failures[bin];
      if (variance[bin] > 0) {
        largest = Math.max(largest, (below - expected[bin]) / Math.sqrt(variance[bin]));
      }
    }
    return largest;
  }
}
