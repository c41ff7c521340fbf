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

  /** While the destination is up, where reuse stops nothing; {@code dead}: as in Suspicion. */
  static Judgement withoutReuse(double dead) {
    return new Judgement(0, 0, new Suspicion(0, dead));
  }
}
