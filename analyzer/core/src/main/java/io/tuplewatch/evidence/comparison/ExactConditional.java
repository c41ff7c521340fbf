package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.counts.Stratum;
import java.util.List;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * How many of the early reuses fail if chance alone decides which connects of a stratum do: given
 * each stratum's totals, a sum of independent hypergeometric numbers. With one stratum it is
 * Fisher's exact test. O(failures^2).
 */
public final class ExactConditional {

  private ExactConditional() {}

  /**
   * Chance of as many failed early reuses as observed, or more; strata that cannot tell add nothing
   * to it.
   */
  public static double atLeastObserved(List<Stratum> strata) {
    double[] sum = {1};
    int least = 0;
    int observed = 0;
    for (Stratum s : strata) {
      var one = HypergeometricDistribution.of(s.connects(), s.early(), s.failed());
      sum = convolve(sum, one);
      least += one.getSupportLowerBound();
      observed += s.earlyFailed();
    }
    double tail = 0;
    for (int i = sum.length - 1; i >= observed - least; i--) {
      tail += sum[i];
    }
    return Math.min(1, tail);
  }

  private static double[] convolve(double[] sum, HypergeometricDistribution one) {
    int low = one.getSupportLowerBound();
    int width = one.getSupportUpperBound() - low;
    double[] result = new double[sum.length + width];
    for (int j = 0; j <= width; j++) {
      double probability = one.probability(low + j);
      for (int i = 0; i < sum.length; i++) {
        result[i + j] += sum[i] * probability;
      }
    }
    return result;
  }
}
