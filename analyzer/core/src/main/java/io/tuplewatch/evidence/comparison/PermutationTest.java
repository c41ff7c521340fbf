package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.TimeBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has failure anything to do with idle? Within each block of time, and each class of {@link
 * io.tuplewatch.evidence.counts.RecentConnects}, the failures are dealt out anew among its
 * connects; the statistic is the largest standardized excess of failures below an idle time, over
 * all idle times. Seeded: equal input gives equal p. First uses count as idle for ever. Only idle
 * times that occur are looked at: between them the excess is what it was.
 */
public final class PermutationTest {

  /** Smallest p: 1 / 1000. */
  static final int PERMUTATIONS = 999;

  /** With so many at least as large, p cannot become small. */
  private static final int GIVE_UP = 10;

  private static final long SEED = 0x7471_1e57L;

  /** The bins of the connects of a block, in any order, so many of which are dealt a failure. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Deal(int[] bins, int failed) {}

  /**
   * What it came to.
   *
   * @param p 1 if there is nothing to deal out
   */
  public record Result(double p, int permutations) {}

  private final List<Deal> deals = new ArrayList<>();

  /** By bin, how many that are dealt out failed there. */
  private final long[] failedByBin = new long[IdleBins.ALL];

  /** How many bins that occur are of known idle times. */
  private int reuses;

  /** By rank of the bin among those that occur, as the arrays below. */
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
    if (block.stream().anyMatch(cell -> cell.failed() > 0)) {
      block.stream()
          .filter(cell -> cell.bin() != IdleBins.EARLY_AT_MOST)
          .collect(Collectors.groupingBy(TimeBlocks.Cell::load, TreeMap::new, Collectors.toList()))
          .values()
          .forEach(this::add);
    }
  }

  private void add(List<TimeBlocks.Cell> alike) {
    int connects = alike.stream().mapToInt(TimeBlocks.Cell::connects).sum();
    int failed = alike.stream().mapToInt(TimeBlocks.Cell::failed).sum();
    if (failed == 0 || failed == connects) {
      return;
    }
    int[] bins = new int[connects];
    int at = 0;
    for (TimeBlocks.Cell cell : alike) {
      Arrays.fill(bins, at, at + cell.connects(), cell.bin());
      at += cell.connects();
      failedByBin[cell.bin()] += cell.failed();
    }
    deals.add(new Deal(bins, failed));
  }

  /** Bins become their ranks; what is to be expected of the deals. */
  private void expect() {
    BitSet occur = new BitSet(IdleBins.ALL);
    deals.forEach(deal -> Arrays.stream(deal.bins).forEach(occur::set));
    reuses = occur.get(0, IdleBins.COUNT).cardinality();
    observed = occur.stream().mapToLong(bin -> failedByBin[bin]).toArray();
    expected = new double[observed.length];
    variance = new double[observed.length];
    int[] ranks = new int[IdleBins.ALL];
    int rank = 0;
    for (int bin : occur.stream().toArray()) {
      ranks[bin] = rank++;
    }
    for (Deal deal : deals) {
      int[] connects = new int[observed.length];
      for (int i = 0; i < deal.bins.length; i++) {
        deal.bins[i] = ranks[deal.bins[i]];
        connects[deal.bins[i]]++;
      }
      expect(connects, deal.bins.length, deal.failed);
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
      for (int i = 0; i < deal.failed; i++) {
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
