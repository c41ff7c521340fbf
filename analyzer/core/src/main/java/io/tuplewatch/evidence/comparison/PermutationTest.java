package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.RecentConnects;
import io.tuplewatch.evidence.counts.TimeBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Has failure anything to do with idle? Within each block of time, and each class of {@link
 * RecentConnects}, the failures are dealt out anew among its connects; the statistic is the largest
 * standardized excess of failures below an idle time, over all idle times. Seeded: equal input
 * gives equal p. First uses count as idle for ever. Only idle times that occur are looked at:
 * between them the excess is what it was.
 */
public final class PermutationTest {

  /** Smallest p: 1 / 1000. */
  static final int PERMUTATIONS = 999;

  /** With so many at least as large, p cannot become small. */
  private static final int GIVE_UP = 10;

  private static final long SEED = 0x7471_1e57L;

  /** The bins of the connects of a block, in any order, and of those that failed. */
  private static final class Deal {
    final int[] bins;
    final int[] failed;

    Deal(int[] bins, int[] failed) {
      this.bins = bins;
      this.failed = failed;
    }
  }

  /**
   * What it came to.
   *
   * @param p 1 if there is nothing to deal out
   */
  public record Result(double p, int permutations) {}

  private final List<Deal> deals = new ArrayList<>();

  /** By bin, its rank among those that occur; the arrays below are by that rank. */
  private int[] ranks = {};

  /** How many bins that occur are of known idle times. */
  private int reuses;

  private long[] observed = {};
  private double[] expected = {};
  private double[] variance = {};

  private PermutationTest() {}

  public static Result of(CellCounts cells) {
    return of(cells, null);
  }

  /** Tests the failures of one mode alone; null: of all. */
  public static Result of(CellCounts cells, @Nullable FailureMode mode) {
    PermutationTest test = new PermutationTest();
    TimeBlocks.of(cells, mode, test::addAll);
    return test.run();
  }

  private void addAll(List<TimeBlocks.Cell> block) {
    for (int load = 0; load < RecentConnects.CLASSES; load++) {
      int connects = 0;
      int failed = 0;
      for (TimeBlocks.Cell cell : block) {
        connects += takesPart(cell, load) ? cell.connects() : 0;
        failed += takesPart(cell, load) ? cell.failed() : 0;
      }
      if (failed > 0 && failed < connects) {
        deals.add(deal(block, load, new int[connects], new int[failed]));
      }
    }
  }

  private static boolean takesPart(TimeBlocks.Cell cell, int load) {
    return cell.bin() != IdleBins.EARLY_AT_MOST && cell.side() / CellCounts.CLOSING_SIDES == load;
  }

  private static Deal deal(List<TimeBlocks.Cell> block, int load, int[] bins, int[] failed) {
    int at = 0;
    int failedAt = 0;
    for (TimeBlocks.Cell cell : block) {
      if (takesPart(cell, load)) {
        Arrays.fill(bins, at, at + cell.connects(), cell.bin());
        Arrays.fill(failed, failedAt, failedAt + cell.failed(), cell.bin());
        at += cell.connects();
        failedAt += cell.failed();
      }
    }
    return new Deal(bins, failed);
  }

  /** Bins become their ranks; what is to be expected of the deals. */
  private void expect() {
    BitSet occur = new BitSet(IdleBins.ALL);
    deals.forEach(deal -> Arrays.stream(deal.bins).forEach(occur::set));
    ranks = new int[IdleBins.ALL];
    int count = 0;
    for (int bin = occur.nextSetBit(0); bin >= 0; bin = occur.nextSetBit(bin + 1)) {
      ranks[bin] = count++;
      reuses = bin < IdleBins.COUNT ? count : reuses;
    }
    observed = new long[count];
    expected = new double[count];
    variance = new double[count];
    int[] connects = new int[count];
    for (Deal deal : deals) {
      Arrays.setAll(deal.bins, i -> ranks[deal.bins[i]]);
      for (int bin : deal.failed) {
        observed[ranks[bin]]++;
      }
      Arrays.fill(connects, 0);
      for (int rank : deal.bins) {
        connects[rank]++;
      }
      expect(connects, deal.bins.length, deal.failed.length);
    }
  }

  private void expect(int[] byRank, double connects, double failed) {
    double below = 0;
    double factor = failed * (connects - failed) / (connects - 1);
    for (int rank = 0; rank < byRank.length; rank++) {
      below += byRank[rank] / connects;
      expected[rank] += failed * below;
      variance[rank] += factor * below * (1 - below);
    }
  }

  private Result run() {
    if (deals.isEmpty()) {
      return new Result(1, 0);
    }
    expect();
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
    long[] failures = new long[observed.length];
    for (Deal deal : deals) {
      int[] connects = deal.bins;
      for (int i = 0; i < deal.failed.length; i++) {
        int drawn = i + random.nextInt(connects.length - i);
        int rank = connects[drawn];
        connects[drawn] = connects[i];
        connects[i] = rank;
        failures[rank]++;
      }
    }
    return failures;
  }

  private double statistic(long[] failures) {
    double largest = 0;
    long below = 0;
    for (int rank = 0; rank < reuses; rank++) {
      below += failures[rank];
      if (variance[rank] > 0) {
        largest = Math.max(largest, (below - expected[rank]) / Math.sqrt(variance[rank]));
      }
    }
    return largest;
  }
}
