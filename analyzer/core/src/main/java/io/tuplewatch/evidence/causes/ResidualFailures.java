package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.IdleBins;

/**
 * The residual of one mode: failures of connects that no session of a recorded use can stop, as far
 * as loss, outages and dead paths leave them. Some fail because a process that nobody recorded had
 * used their tuple, as often as the kernel's count has it; the rest fail for no reason known, how
 * many being fitted by expectation and maximization, a step at each {@link #refined}.
 *
 * @param share chance, 0 to 1, to fail for no reason known
 * @param byUnrecorded chance, 0 to 1, that a use which nobody recorded stops a connect
 */
record ResidualFailures(double share, double byUnrecorded) {

  private static final double MOST_UNRECORDED = .95;

  /** What is believed before any failure is seen. */
  static ResidualFailures prior() {
    return new ResidualFailures(Priors.RESIDUAL, 0);
  }

  /**
   * The next step of expectation and maximization. O(cells and failures).
   *
   * @param background of this mode
   * @param dead by failure, the chance that its path is dead
   * @param from the first bin of idle times that no session outlives
   * @param expected chance that an unrecorded use stops a connect, as the kernel's count has it
   */
  ResidualFailures refined(
      Background background, double[] dead, CellCounts cells, int from, double expected) {
    double rest = 0;
    for (FailedConnect failure : background.failures()) {
      if (failure.compared() && failure.bin() >= from) {
        double up = background.lost(failure) + dead[failure.number()] + share + expected;
        double down = background.down(failure);
        rest += (1 - down) * share / (down + (1 - down) * up);
      }
    }
    return new ResidualFailures(
        (rest + Priors.RESIDUAL_WORTH * Priors.RESIDUAL)
            / (connects(cells, from) + Priors.RESIDUAL_WORTH),
        Math.min(MOST_UNRECORDED, expected));
  }

  /** How many have an idle time of that bin or a longer one, or were first uses. */
  private static long connects(CellCounts cells, int from) {
    long[] sum = new long[1];
    cells.inOrder(
        (second, side, bin, count, failed) ->
            sum[0] +=
                bin >= from && bin != IdleBins.EARLY_AT_MOST && bin != IdleBins.NEVER_SEEN
                    ? count
                    : 0);
    return sum[0];
  }
}
