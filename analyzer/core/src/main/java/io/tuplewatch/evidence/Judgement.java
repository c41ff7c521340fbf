package io.tuplewatch.evidence;

/**
 * Of a failure.
 *
 * @param reuse chance that it would not have failed on another tuple, 0 to 1
 * @param down chance that nobody could connect at that moment, and the tuple itself was not dead, 0
 *     to 1 - {@code reuse}
 * @param after what it says about its tuple
 */
public record Judgement(double reuse, double down, Suspicion after) {

  private static final double EVEN = 0.5;

  /** While the destination is up, where reuse stops nothing; {@code dead}: as in Suspicion. */
  static Judgement withoutReuse(double dead) {
    return new Judgement(0, 0, new Suspicion(0, dead));
  }

  /**
   * While the destination is up, where no reuse of a tuple that had worked shows what reuse does:
   * even chances that it stops a connect.
   *
   * @param fails chance to fail in this way without reuse, {@code dead} that the path makes it so
   */
  static Judgement ofUntriedReuse(double fails, double dead) {
    double failed = EVEN + (1 - EVEN) * fails;
    double stopped = EVEN / failed;
    return new Judgement(stopped * (1 - fails), 0, new Suspicion(stopped, dead / failed));
  }
}
