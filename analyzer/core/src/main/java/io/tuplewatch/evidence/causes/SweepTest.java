package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether sessions end together, as in a sweep, rather than each after its own idle time. A reuse
 * that failed shows that there was no sweep since its tuple's last packet. So where sweeps end
 * sessions, each reuse that worked has a moment since its last packet that lies in the idle time of
 * none that failed; where sessions end by their own idle time, or are kept by chance, those that
 * worked are covered by those that failed as often as any other. The labels are dealt out anew
 * among reuses of one closing side within the longest such idle time, so that failures that come
 * and go with the hour are none; the four times that speak most for sweeps do not count, so that a
 * rule that begins or ends is none.
 */
final class SweepTest {

  /** Times are known to a second; shorter idle times do not tell. */
  private static final long LEAST_IDLE_NANOS = 3 * ComparedConnects.SECOND;

  /** Fewer that worked, or failed, do not tell. */
  private static final int FEWEST = 5;

  /** So many reuses tell; later ones are not looked at. */
  private static final int MOST = 20_000;

  /** The mean is the same for recorded and dealt labels: its own error counts for nothing. */
  private static final int FOR_THE_MEAN = 30;

  private static final int PERMUTATIONS = 999;

  /** Once so many are as clear as the recorded ones, it was chance: p of 0.002. */
  private static final int GIVE_UP = 2;

  /**
   * Blocks that speak most for sweeps, which do not count: two changes of a rule, at two blocks
   * each.
   */
  private static final int LEFT_OUT = 6;

  private static final long SEED = 0x5357_4545L;

  /**
   * A reuse.
   *
   * @param from the last packet, at the earliest, ns
   * @param surelyFrom at the latest
   * @param block those of one block and closing side are dealt out among each other
   */
  private record Reuse(
      long from, long surelyFrom, long surelyTo, long to, int block, boolean failed) {

    boolean coversAny() {
      return surelyFrom < surelyTo;
    }
  }

  /** In order of {@link Reuse#from}. */
  private final Reuse[] reuses;

  private final boolean[] recorded;

  /** The numbers of those that cover any moment, in order of {@link Reuse#surelyFrom}. */
  private final int[] bySurelyFrom;

  /** The numbers of those of each block. */
  private final List<int[]> members;

  private final double[] mean;

  private SweepTest(List<Reuse> unordered, int blocks) {
    this.reuses = unordered.toArray(Reuse[]::new);
    Arrays.sort(reuses, Comparator.comparingLong(Reuse::from));
    this.recorded = new boolean[reuses.length];
    IntStream.range(0, reuses.length).forEach(i -> recorded[i] = reuses[i].failed());
    this.bySurelyFrom =
        IntStream.range(0, reuses.length)
            .filter(i -> reuses[i].coversAny())
            .boxed()
            .sorted(Comparator.comparingLong(i -> reuses[i].surelyFrom()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.members =
        IntStream.range(0, reuses.length)
            .boxed()
            .collect(
                Collectors.groupingBy(i -> reuses[i].block(), TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    this.mean = new double[blocks];
  }

  /**
   * Of the reuses idle for less than a bin. O(cells), and some ten million steps at most.
   *
   * @param mode of the failures
   */
  static boolean of(CellCounts cells, FailureMode mode, IdleBins bins, int below) {
    long longest = bins.edge(below);
    if (longest < LEAST_IDLE_NANOS) {
      return false;
    }
    List<Reuse> reuses = new ArrayList<>();
    Map<Long, Integer> blocks = new HashMap<>();
    cells.inOrder(
        (second, side, bin, connects, failures) -> {
          if (bin < below && reuses.size() < MOST) {
            long start = second * ComparedConnects.SECOND;
            long end = start + ComparedConnects.SECOND;
            long name = Math.floorDiv(start, longest) * CellCounts.SIDES + side;
            int block = blocks.computeIfAbsent(name, each -> blocks.size());
            long earliest = start - bins.edge(bin + 1);
            long latest = end - bins.edge(bin);
            int worked = connects - failures[0] - failures[1] - failures[2];
            for (int n = 0; n < worked + failures[mode.column()]; n++) {
              reuses.add(new Reuse(earliest, latest, start, end, block, n >= worked));
            }
          }
        });
    long failed = reuses.stream().filter(Reuse::failed).count();
    return blocks.size() > LEFT_OUT
        && Math.min(failed, reuses.size() - failed) >= FEWEST
        && new SweepTest(reuses, blocks.size()).areClear();
  }

  private boolean areClear() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int n = 0; n < FOR_THE_MEAN; n++) {
      double[] covered = covered(dealt(random));
      Arrays.setAll(mean, block -> mean[block] + covered[block] / FOR_THE_MEAN);
    }
    double observed = lacking(covered(recorded));
    int asClear = 0;
    for (int n = 0; n < PERMUTATIONS && asClear < GIVE_UP; n++) {
      asClear += lacking(covered(dealt(random))) >= observed - 1e-9 ? 1 : 0;
    }
    return asClear < GIVE_UP;
  }

  /** How many fewer are covered than by chance, the clearest blocks left out. */
  private double lacking(double[] covered) {
    double[] lacking = new double[mean.length];
    Arrays.setAll(lacking, block -> mean[block] - covered[block]);
    Arrays.sort(lacking);
    return Arrays.stream(lacking, 0, Math.max(0, lacking.length - LEFT_OUT)).sum();
  }

  private boolean[] dealt(SplittableRandom random) {
    boolean[] labels = recorded.clone();
    for (int[] numbers : members) {
      for (int i = numbers.length - 1; i > 0; i--) {
        int other = numbers[random.nextInt(i + 1)];
        boolean label = labels[numbers[i]];
        labels[numbers[i]] = labels[other];
        labels[other] = label;
      }
    }
    return labels;
  }

  /** By block, how many that worked have all of their idle time within that of failed ones. */
  private double[] covered(boolean[] failed) {
    long[] begins = new long[bySurelyFrom.length];
    long[] ends = new long[bySurelyFrom.length];
    int count = 0;
    for (int i : bySurelyFrom) {
      Reuse reuse = reuses[i];
      if (failed[i]) {
        if (count > 0 && reuse.surelyFrom <= ends[count - 1]) {
          ends[count - 1] = Math.max(ends[count - 1], reuse.surelyTo);
        } else {
          begins[count] = reuse.surelyFrom;
          ends[count++] = reuse.surelyTo;
        }
      }
    }
    double[] covered = new double[mean.length];
    int at = 0;
    for (int i = 0; i < failed.length; i++) {
      Reuse reuse = reuses[i];
      while (at < count && ends[at] < reuse.from) {
        at++;
      }
      boolean within = at < count && begins[at] <= reuse.from && reuse.to <= ends[at];
      covered[reuse.block] += !failed[i] && within ? 1 : 0;
    }
    return covered;
  }
}
