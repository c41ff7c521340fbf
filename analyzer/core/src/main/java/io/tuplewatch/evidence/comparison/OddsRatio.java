package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.evidence.counts.Stratum;
import java.util.List;

/** The common odds ratio of strata, with its interval. */
public final class OddsRatio {

  private static final double LARGEST_LOG = 40;

  private OddsRatio() {}

  /**
   * Mantel and Haenszel's estimate with the variance of Robins, Breslow and Greenland; if no other
   * connect failed, infinity and the exact lower bound; if no early reuse failed, 0 and no bound.
   */
  public static Interval of(List<Stratum> strata) {
    double r = 0;
    double s = 0;
    double pr = 0;
    double psQr = 0;
    double qs = 0;
    for (Stratum k : strata) {
      double n = k.connects();
      double up = k.earlyFailed() * (double) (k.others() - k.othersFailed()) / n;
      double down = k.othersFailed() * (double) (k.early() - k.earlyFailed()) / n;
      double p = (k.earlyFailed() + k.others() - k.othersFailed()) / n;
      r += up;
      s += down;
      pr += p * up;
      psQr += p * down + (1 - p) * up;
      qs += (1 - p) * down;
    }
    if (s == 0) {
      return new Interval(Double.POSITIVE_INFINITY, lowerBound(strata), Double.POSITIVE_INFINITY);
    }
    if (r == 0) {
      return new Interval(0, 0, Double.POSITIVE_INFINITY);
    }
    double half = Interval.Z * Math.sqrt(pr / (2 * r * r) + psQr / (2 * r * s) + qs / (2 * s * s));
    return new Interval(r / s, r / s * Math.exp(-half), r / s * Math.exp(half));
  }

  /** The ratio at which all that could fail among the early reuses do so once in 40 times. */
  private static double lowerBound(List<Stratum> strata) {
    double low = -LARGEST_LOG;
    double high = LARGEST_LOG;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double log = strata.stream().mapToDouble(s -> logChanceOfMost(s, middle)).sum();
      if (log < Math.log(0.025)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(low);
  }

  /** Log chance that early reuses take as many of the stratum's failures as they can. */
  private static double logChanceOfMost(Stratum s, double logRatio) {
    int most = Math.min(s.early(), s.failed());
    int least = Math.max(0, s.failed() - s.others());
    double log = 0; // of the term below, relative to that of the most
    double sum = 1;
    for (int t = most; t > least; t--) {
      double choose =
          (double) t
              * (s.others() - s.failed() + t)
              / ((double) (s.early() - t + 1) * (s.failed() - t + 1));
      log += Math.log(choose) - logRatio;
      sum += Math.exp(log);
    }
    return -Math.log(sum);
  }
}
