package io.tuplewatch.evidence.search;

import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.Stratum;
import io.tuplewatch.evidence.counts.TimeBlocks;
import io.tuplewatch.reuse.IdleTimeout.Step;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the idle time at which failures end: the maximally selected statistic of Miller and
 * Siegmund (Biometrics 38, 1982), here Mantel and Haenszel's over blocks of time, for every cut
 * between reuses idle for less and all other connects. Whether the best cut is one is told by the
 * test of {@link StratifiedTest}, times the number of cuts that are as good as independent. Add
 * blocks of one destination, or of several. Not thread-safe.
 */
public final class StepSearch implements Serializable {

  private static final long serialVersionUID = 1;

  /** From here on, corrected for having looked, a step is one. */
  private static final double EXISTS = 0.005;

  /**
   * By so much may the square of the standardized excess be less than at the best cut: 99.7 % of a
   * chi-square with one degree of freedom, as of twice a log-likelihood.
   */
  private static final double SUPPORT = 9;

  /** A stratum of ten connects divides idle times that closely; nearer cuts are alike. */
  private static final int CUTS_PER_OCTAVE = 8;

  private static final int APART = IdleBins.PER_OCTAVE / CUTS_PER_OCTAVE;

  /** A second step is looked for beyond the first, and so on: where sessions vary, or are two. */
  private static final int MOST_STEPS = 6;

  /** How many {@code failed} of the connects of one {@code bin}. */
  private record Cell(int bin, int connects, int failed) implements Serializable {}

  private final IdleBins bins;
  private final List<List<Cell>> blocks = new ArrayList<>();

  /** The lowest bin of the known idle times of all blocks. */
  private int lowestBin = IdleBins.COUNT;

  private int highestBin = -1;

  public StepSearch(IdleBins bins) {
    this.bins = bins;
  }

  /**
   * Takes the connects of one block of time and their failures of one kind. Those of each side are
   * held against each other; where none or all of them fail they say nothing.
   *
   * @param block in ascending order of side and bin, {@link IdleBins#NEVER_USED} last
   */
  public void add(List<TimeBlocks.Cell> block) {
    for (int from = 0; from < block.size(); ) {
      int to = from;
      while (to < block.size() && block.get(to).side() == block.get(from).side()) {
        to++;
      }
      addAlike(block.subList(from, to));
      from = to;
    }
  }

  private void addAlike(List<TimeBlocks.Cell> alike) {
    int connects = 0;
    int failed = 0;
    for (TimeBlocks.Cell cell : alike) {
      connects += cell.connects();
      failed += cell.failed();
    }
    if (failed > 0 && failed < connects) {
      blocks.add(byBin(alike));
    }
  }

  private List<Cell> byBin(List<TimeBlocks.Cell> alike) {
    List<Cell> cells = new ArrayList<>();
    for (int from = 0; from < alike.size(); ) {
      int bin = alike.get(from).bin();
      int connects = 0;
      int failed = 0;
      for (; from < alike.size() && alike.get(from).bin() == bin; from++) {
        connects += alike.get(from).connects();
        failed += alike.get(from).failed();
      }
      cells.add(new Cell(bin, connects, failed));
      if (bin < IdleBins.COUNT) {
        lowestBin = Math.min(lowestBin, bin);
        highestBin = Math.max(highestBin, bin);
      }
    }
    return cells;
  }

  /** Whether there is a block that says something. */
  boolean any() {
    return !blocks.isEmpty();
  }

  void addAll(StepSearch other) {
    blocks.addAll(other.blocks);
    lowestBin = Math.min(lowestBin, other.lowestBin);
    highestBin = Math.max(highestBin, other.highestBin);
  }

  /** Null if no step is clear. O(connects of blocks that tell, times the steps). */
  public @Nullable Step find() {
    Step found = null;
    int from = 0;
    double looks = 0;
    for (int step = 0; step < MOST_STEPS && from < IdleBins.COUNT; step++) {
      Curve curve = new Curve(from, IdleBins.ALL);
      looks = Math.max(looks, curve.looks());
      if (curve.p() >= EXISTS) {
        break;
      }
      int high = curve.high();
      found =
          new Step(
              bins.edge(Math.max(from, curve.low())),
              high > curve.highest ? Long.MAX_VALUE : bins.edge(high),
              looks);
      from = high > curve.highest ? IdleBins.COUNT : high;
    }
    return found;
  }

  /** Connects idle for less than the step against the others, corrected for having looked. */
  Comparison compare(Step step) {
    Curve curve = new Curve(0, IdleBins.ALL);
    return curve.compare(step.withoutEnd() ? IdleBins.COUNT : bins.bin(step.highNanos() + 1));
  }

  /**
   * Of the best cut among the connects with bins from one up to another, corrected for having
   * looked; 1 if there is none.
   */
  public double pOf(int from, int to) {
    return new Curve(from, to).p();
  }

  /** The standardized excess of failures below each cut, of connects of some idle times. */
  private final class Curve {

    private final int from;
    private final int to;

    /** By cut, less the lowest bin of all: below that cut nothing is, above the highest all. */
    private final double[] excess;

    private final double[] variance;
    private int lowest = IdleBins.COUNT;
    private int highest = -1;
    private int best = -1;

    Curve(int from, int to) {
      this.from = from;
      this.to = to;
      int cuts = Math.max(0, highestBin - lowestBin + 2);
      excess = new double[cuts];
      variance = new double[cuts];
      for (List<Cell> block : blocks) {
        add(block);
      }
      for (int cut = 1; cut < cuts; cut++) {
        excess[cut] += excess[cut - 1];
        variance[cut] += variance[cut - 1];
        double here = z(cut + lowestBin);
        best = here > 0 && (best < 0 || here > z(best)) ? cut + lowestBin : best;
      }
    }

    /** Adds a block as differences from cut to cut. */
    private void add(List<Cell> block) {
      double connects = 0;
      double failed = 0;
      for (Cell cell : block) {
        connects += holds(cell) ? cell.connects : 0;
        failed += holds(cell) ? cell.failed : 0;
      }
      if (failed == 0 || failed == connects) {
        return;
      }
      double below = 0;
      double failedBelow = 0;
      double lastExcess = 0;
      double lastVariance = 0;
      double factor = failed * (connects - failed) / (connects * connects * (connects - 1));
      for (Cell cell : block) {
        if (!holds(cell) || cell.bin >= IdleBins.COUNT) {
          continue;
        }
        below += cell.connects;
        failedBelow += cell.failed;
        double newExcess = failedBelow - below * failed / connects;
        double newVariance = factor * below * (connects - below);
        int cut = cell.bin + 1 - lowestBin;
        excess[cut] += newExcess - lastExcess;
        variance[cut] += newVariance - lastVariance;
        lastExcess = newExcess;
        lastVariance = newVariance;
        lowest = Math.min(lowest, cell.bin);
        highest = Math.max(highest, cell.bin);
      }
    }

    private boolean holds(Cell cell) {
      return cell.bin >= from && cell.bin < to;
    }

    double p() {
      return best < 0 ? 1 : compare(best).p();
    }

    /** Connects with bins below a cut against the others. */
    Comparison compare(int cut) {
      List<Stratum> strata = new ArrayList<>();
      for (List<Cell> block : blocks) {
        int[] early = new int[2];
        int[] others = new int[2];
        for (Cell cell : block) {
          if (holds(cell)) {
            int[] side = cell.bin < cut ? early : others;
            side[0] += cell.connects;
            side[1] += cell.failed;
          }
        }
        strata.add(new Stratum(early[0], early[1], others[0], others[1]));
      }
      return StratifiedTest.of(strata, looks());
    }

    private double z(int cut) {
      int at = cut - lowestBin;
      return at < 0 || variance[at] < 1e-9 ? 0 : excess[at] / Math.sqrt(variance[at]);
    }

    double looks() {
      return Math.max(1, (highest - lowest) / (double) APART);
    }

    private boolean supported(int cut) {
      return z(cut) > 0 && z(cut) * z(cut) >= z(best) * z(best) - SUPPORT;
    }

    int low() {
      int low = best;
      while (low > 1 && supported(low - 1)) {
        low--;
      }
      return low;
    }

    /** Above {@code highest} if every reuse may be below the step. */
    int high() {
      int high = best;
      while (high <= highest && supported(high + 1)) {
        high++;
      }
      return high;
    }
  }
}
