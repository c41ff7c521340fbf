package io.tuplewatch.evidence;

/**
 * How long the firewall keeps a session after its last packet, as far as failures show: a step in
 * failure over idle.
 *
 * @param answer what can be said
 * @param estimateNanos half of the belief is below it; 0 unless BETWEEN
 * @param lowNanos lower end of the 95 % interval; 0 if NONE_FOUND
 * @param highNanos its upper end; Long.MAX_VALUE unless BETWEEN
 * @param p of the permutation test of "failure has nothing to do with idle"
 * @param permutations how many were tried
 */
public record Lifetime(
    Answer answer, long estimateNanos, long lowNanos, long highNanos, double p, int permutations) {

  /** What can be said. */
  public enum Answer {
    /** Failures show no step over idle. */
    NONE_FOUND,
    /** A step, with reuses on both sides of it. */
    BETWEEN,
    /** Reuses fail whatever their idle time: no upper end. */
    AT_LEAST
  }

  static Lifetime noneFound(double p, int permutations) {
    return new Lifetime(Answer.NONE_FOUND, 0, 0, Long.MAX_VALUE, p, permutations);
  }
}
