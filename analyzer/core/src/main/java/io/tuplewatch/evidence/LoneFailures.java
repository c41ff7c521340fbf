package io.tuplewatch.evidence;

import java.util.Arrays;
import java.util.List;

/**
 * Failures of connects that no session of a use seen can stop, in one mode: some fail because a
 * process that nobody recorded had used their tuple, by idle time since port selection makes idle
 * times come in steps; the rest fail for no reason known. Both are found with what loss, outages
 * and dead paths leave. Not thread-safe.
 */
final class LoneFailures {

  /** Before any is seen. */
  static final double LONE = .001;

  private static final double LONE_PRIOR = 100;
  private static final double UNSEEN_PRIOR = 5;
  private static final double MOST_UNSEEN = 3;
  private static final double MOST_UNSEEN_CHANCE = .95;

  /** Idle times in groups of a quarter of an octave, first uses in one of their own. */
  private static final int GROUPS = IdleBins.QUARTERS + 1;

  private final double[] byIdle = new double[GROUPS];
  private double lone = LONE;
  private double unseenScale = 1;

  /** Chance, 0 to 1, to fail for no reason known. */
  double lone() {
    return lone;
  }

  /**
   * Of the failures that reuse and outages leave, the share that loss and dead paths leave, too.
   */
  double share(double lost, double dead) {
    return lone / (lone + lost + dead);
  }

  /** How many unseen uses there are at this destination, for each that is to be expected. */
  double unseenScale() {
    return unseenScale;
  }

  /** Chance, 0 to 1, of an idle time's bin that an unseen use stops a connect. */
  double byUnseen(int bin) {
    return byIdle[group(bin)];
  }

  private static int group(int bin) {
    return bin >= IdleBins.COUNT ? GROUPS - 1 : IdleBins.quarter(bin);
  }

  /**
   * O(cells and failures).
   *
   * @param failures of this mode
   * @param from the first bin of idle times that no session outlives
   * @param expected chance that an unseen use stops a connect, as the kernel's count has it
   */
  void find(List<Failure> failures, CellCounts cells, int from, double expected) {
    long[] connects = new long[GROUPS];
    cells.inOrder(
        (second, side, bin, count, failed) ->
            connects[group(bin)] +=
                bin >= from && bin != IdleBins.EARLY_AT_MOST && bin != IdleBins.NEVER_SEEN
                    ? count
                    : 0);
    double[] unseen = new double[GROUPS];
    double rest = 0;
    for (Failure failure : failures) {
      if (failure.compared && failure.bin >= from) {
        double before = byUnseen(failure.bin);
        double ofUnseen = before > 0 ? before : unseenScale * expected;
        double up = failure.lost + failure.dead + lone + ofUnseen;
        double all = failure.down + (1 - failure.down) * up;
        rest += (1 - failure.down) * lone / all;
        unseen[group(failure.bin)] += (1 - failure.down) * ofUnseen / all;
      }
    }
    double all = Arrays.stream(connects).sum();
    lone = (rest + LONE_PRIOR * LONE) / (all + LONE_PRIOR);
    unseenScale =
        Math.min(
            MOST_UNSEEN,
            (Arrays.stream(unseen).sum() + UNSEEN_PRIOR) / (all * expected + UNSEEN_PRIOR));
    setByIdle(connects, unseen, unseenScale * expected);
  }

  /** Each group's own share, the mean where it has few connects. */
  private void setByIdle(long[] connects, double[] unseen, double mean) {
    for (int g = 0; g < GROUPS; g++) {
      double share = (unseen[g] + UNSEEN_PRIOR) / (connects[g] + UNSEEN_PRIOR / mean);
      byIdle[g] = mean == 0 ? 0 : Math.min(MOST_UNSEEN_CHANCE, share);
    }
  }
}
