package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.evidence.counts.Stratum;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The pre-specified test of a destination: do early reuses fail more often than other connects of
 * their stratum? Sums of Mantel and Haenszel (1959); the interval of the odds ratio is that of
 * Robins, Breslow and Greenland (1986), of the risk difference Sato's (1989). With few failures the
 * test is the exact conditional one.
 *
 * <p>Attempts hang together where a server fails or a client storms. So the test is held against a
 * second one that takes each stratum as one cluster, and the larger p counts; likewise the larger
 * of the two variances of the risk difference.
 */
public final class StratifiedTest {

  /** Up to this many failures the test is exact. */
  private static final long EXACT = 200;

  /** With fewer strata, their variance says nothing. */
  private static final int ENOUGH_CLUSTERS = 6;

  private static final long FEWEST_FAILURES = 5;

  private final List<Stratum> strata;
  private final double looks;

  private StratifiedTest(List<Stratum> strata, double looks) {
    this.looks = looks;
    this.strata = strata.stream().filter(Stratum::compares).toList();
  }

  public static Comparison of(List<Stratum> strata) {
    return of(strata, 1);
  }

  /**
   * Of strata whose early reuses were told apart at an idle time that was looked for.
   *
   * @param looks as {@link io.tuplewatch.reuse.IdleTimeout#looks}: factor of the p-value of the
   *     test that was looked at; Student's, which was not, stays as it is
   */
  public static Comparison of(List<Stratum> strata, double looks) {
    return new StratifiedTest(strata, looks).compare();
  }

  private Comparison compare() {
    if (strata.isEmpty()) {
      return Comparison.OF_NOTHING;
    }
    long early = sum(Stratum::early);
    long earlyFailed = sum(Stratum::earlyFailed);
    long others = sum(Stratum::others);
    long othersFailed = sum(Stratum::othersFailed);
    List<Stratum> informative = strata.stream().filter(Stratum::tells).toList();
    boolean enough = earlyFailed + othersFailed >= FEWEST_FAILURES;
    return new Comparison(
        strata.size(),
        informative.size(),
        early,
        earlyFailed,
        others,
        othersFailed,
        enough ? riskDifference() : null,
        informative.isEmpty() ? null : OddsRatio.of(informative),
        informative.isEmpty() ? 1 : p(informative));
  }

  private Interval riskDifference() {
    double weight = 0;
    double difference = 0;
    double p = 0;
    double q = 0;
    for (Stratum s : strata) {
      double n = s.connects();
      double n1 = s.early();
      double n0 = s.others();
      weight += s.weight();
      difference += (s.earlyFailed() * n0 - s.othersFailed() * n1) / n;
      p +=
          (n1 * n1 * s.othersFailed() - n0 * n0 * s.earlyFailed() + n1 * n0 * (n0 - n1) / 2)
              / (n * n);
      q +=
          (s.earlyFailed() * (n0 - s.othersFailed()) + s.othersFailed() * (n1 - s.earlyFailed()))
              / (2 * n);
    }
    double estimate = difference / weight;
    double variance = Math.max(0, (estimate * p + q) / (weight * weight));
    double half = Interval.Z * Math.sqrt(Math.max(variance, clusterVariance(estimate, weight)));
    Interval unstratified = unstratified();
    double below = Math.max(half, unstratified.estimate() - unstratified.low());
    double above = Math.max(half, unstratified.high() - unstratified.estimate());
    return new Interval(estimate, Math.max(-1, estimate - below), Math.min(1, estimate + above));
  }

  /**
   * Newcombe's hybrid score interval of the pooled table (Statistics in Medicine 17, 1998): where a
   * cell is empty, the variances above are 0, and its width is the least there is.
   */
  private Interval unstratified() {
    return Interval.difference(
        Interval.wilson(sum(Stratum::earlyFailed), sum(Stratum::early)),
        Interval.wilson(sum(Stratum::othersFailed), sum(Stratum::others)));
  }

  private long sum(ToLongFunction<Stratum> count) {
    return strata.stream().mapToLong(count).sum();
  }

  private double clusterVariance(double estimate, double weight) {
    if (strata.size() < ENOUGH_CLUSTERS) {
      return 0;
    }
    double squares = 0;
    for (Stratum s : strata) {
      double own =
          (s.earlyFailed() * (double) s.others() - s.othersFailed() * (double) s.early())
              / s.connects();
      double deviation = own - s.weight() * estimate;
      squares += deviation * deviation;
    }
    return squares / (weight * weight) * strata.size() / (strata.size() - 1);
  }

  private double p(List<Stratum> informative) {
    long failures = informative.stream().mapToLong(Stratum::failed).sum();
    double p =
        failures <= EXACT
            ? ExactConditional.atLeastObserved(informative)
            : mantelHaenszel(informative);
    return Math.max(Math.min(1, looks * p), clustered(informative));
  }

  /** One-sided, with continuity correction. */
  private static double mantelHaenszel(List<Stratum> informative) {
    double excess = 0;
    double variance = 0;
    for (Stratum s : informative) {
      double n = s.connects();
      double m = s.failed();
      excess += s.earlyFailed() - s.early() * m / n;
      variance += (double) s.early() * s.others() * m * (n - m) / (n * n * (n - 1));
    }
    return NormalDistribution.of(0, 1).survivalProbability((excess - 0.5) / Math.sqrt(variance));
  }

  /** Student's test: each stratum's excess is one observation, with mean 0 by hypothesis. */
  private static double clustered(List<Stratum> informative) {
    int n = informative.size();
    if (n < ENOUGH_CLUSTERS) {
      return 0;
    }
    double sum = 0;
    double squares = 0;
    for (Stratum s : informative) {
      double excess = s.earlyFailed() - (double) s.early() * s.failed() / s.connects();
      sum += excess;
      squares += excess * excess;
    }
    double variance = (squares - sum * sum / n) / (n - 1);
    return variance <= 0
        ? (sum > 0 ? 0 : 1)
        : TDistribution.of(n - 1).survivalProbability(sum / Math.sqrt(n * variance));
  }
}
