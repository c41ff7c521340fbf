package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.Arrays;

/**
 * The residual of one mode: failures of connects that no session of a recorded use can stop, as far
 * as loss, outages and dead paths leave them. Some fail because a process that nobody recorded had
 * used their tuple, by idle time since port selection makes idle times come in steps; the rest fail
 * for no reason known. A mixture of the two, fitted by expectation and maximization, a step at each
 * {@link #refined}. Immutable.
 */
final class ResidualFailures {

  private static final double MOST_UNSEEN = 3;
  private static final double MOST_UNSEEN_CHANCE = .95;

  /** Idle times in groups of a quarter of an octave, first uses in one of their own. */
  private static final int GROUPS = IdleBins.QUARTERS + 1;

  private final double share;
  private final double unseenScale;
  private final double[] byIdle;

  private ResidualFailures(double share, double unseenScale, double[] byIdle) {
    this.share = share;
    this.unseenScale = unseenScale;
    this.byIdle = byIdle;
  }

  /** What is believed before any failure is seen. */
  static ResidualFailures prior() {
    return new ResidualFailures(Priors.RESIDUAL, 1, new double[GROUPS]);
  }

  /** Chance, 0 to 1, to fail for no reason known. */
  double share() {
    return share;
  }

  /**
   * Of the failures that reuse and outages leave, the share that loss and dead paths leave, too.
   */
  double share(double lost, double dead) {
    return share / (share + lost + dead);
  }

  /** How many unseen uses there are at this destination, for each that is to be expected. */
  double unseenScale() {
    return unseenScale;
  }

  /** Chance, 0 to 1, that an unseen use stops a connect with an idle time of this bin. */
  double byUnseen(int bin) {
    return byIdle[group(bin)];
  }

  private static int group(int bin) {
    return bin >= IdleBins.COUNT ? GROUPS - 1 : IdleBins.quarter(bin);
  }

  /**
   * The next step of expectation and maximization. O(cells and failures).
   *
   * @param background of this mode
   * @param dead by failure, the chance that its path is dead
   * @param from the first bin of idle times that no session outlives
   * @param expected chance that an unseen use stops a connect, as the kernel's count has it
   */
  ResidualFailures refined(
      Background background, double[] dead, CellCounts cells, int from, double expected) {
    long[] connects = new long[GROUPS];
    cells.inOrder(
        (second, side, bin, count, failed) ->
            connects[group(bin)] +=
                bin >= from && bin != IdleBins.EARLY_AT_MOST && bin != IdleBins.NEVER_SEEN
                    ? count
                    : 0);
    double[] unseen = new double[GROUPS];
    double rest = 0;
    for (FailedConnect failure : background.failures()) {
      if (failure.compared() && failure.bin() >= from) {
        double before = byUnseen(failure.bin());
        double ofUnseen = before > 0 ? before : unseenScale * expected;
        double up = background.lost(failure) + dead[failure.number()] + share + ofUnseen;
        double down = background.down(failure);
        double all = down + (1 - down) * up;
        rest += (1 - down) * share / all;
        unseen[group(failure.bin())] += (1 - down) * ofUnseen / all;
      }
    }
    double all = Arrays.stream(connects).sum();
    double scale =
        Math.min(
            MOST_UNSEEN,
            (Arrays.stream(unseen).sum() + Priors.UNRECORDED_WORTH)
                / (all * expected + Priors.UNRECORDED_WORTH));
    return new ResidualFailures(
        (rest + Priors.RESIDUAL_WORTH * Priors.RESIDUAL) / (all + Priors.RESIDUAL_WORTH),
        scale,
        byIdle(connects, unseen, scale * expected));
  }

  /** Each group's own share, the mean where it has few connects. */
  private static double[] byIdle(long[] connects, double[] unseen, double mean) {
    double[] byIdle = new double[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      double share =
          (unseen[g] + Priors.UNRECORDED_WORTH) / (connects[g] + Priors.UNRECORDED_WORTH / mean);
      byIdle[g] = mean == 0 ? 0 : Math.min(MOST_UNSEEN_CHANCE, share);
    }
    return byIdle;
  }
}
