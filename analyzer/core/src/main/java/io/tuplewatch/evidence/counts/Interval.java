package io.tuplewatch.evidence.counts;

import java.io.Serializable;

/**
 * An estimate and its 95 % confidence interval.
 *
 * @param low at most {@code estimate}; negative infinity if there is no lower bound
 * @param high at least {@code estimate}; positive infinity if there is no upper bound
 */
public record Interval(double estimate, double low, double high) implements Serializable {

  /** Standard normal quantile of 97.5 %. */
  public static final double Z = 1.959963984540054;

  /**
   * Wilson's score interval of a proportion (Wilson, JASA 22, 1927).
   *
   * @param part 0 to {@code whole}
   * @param whole above 0
   */
  public static Interval wilson(long part, long whole) {
    double n = whole;
    double p = part / n;
    double center = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new Interval(
        p,
        part == 0 ? 0 : Math.max(0, center - half),
        part == whole ? 1 : Math.min(1, center + half));
  }

  /** Newcombe's interval of a difference of two proportions from their Wilson intervals. */
  public static Interval difference(Interval one, Interval other) {
    double estimate = one.estimate() - other.estimate();
    double below = Math.hypot(one.estimate() - one.low(), other.high() - other.estimate());
    double above = Math.hypot(one.high() - one.estimate(), other.estimate() - other.low());
    return new Interval(estimate, estimate - below, estimate + above);
  }
}
