package io.tuplewatch.selection.replay;

import java.util.Arrays;

/**
 * What simulations predict of a count: the interval contains a further outcome with a probability
 * of 95 %.
 *
 * @param median of the simulations
 */
public record Prediction(double median, double low, double high) {

  private static final double OUTSIDE = .05;

  /** 97.5 % quantiles of Student's t, by degrees of freedom from 1. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042, 2.040, 2.037, 2.035, 2.032, 2.030, 2.028, 2.026, 2.024
  };

  /**
   * From equally likely outcomes. From 39 on a further one lies between the k-th lowest and the
   * k-th highest of n with probability 1 - 2k / (n + 1), whatever their distribution; of fewer they
   * are taken to be normal.
   *
   * @param outcomes at least one; changed: sorted
   */
  public static Prediction of(double[] outcomes) {
    Arrays.sort(outcomes);
    int n = outcomes.length;
    double median = (outcomes[(n - 1) / 2] + outcomes[n / 2]) / 2;
    int rank = (int) ((n + 1) * OUTSIDE / 2);
    if (rank >= 1) {
      return new Prediction(median, outcomes[rank - 1], outcomes[n - rank]);
    }
    if (n == 1) {
      return new Prediction(median, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY); // no idea
    }
    double mean = Arrays.stream(outcomes).average().orElseThrow();
    double squares = Arrays.stream(outcomes).map(x -> (x - mean) * (x - mean)).sum();
    double half = STUDENT[n - 2] * Math.sqrt(squares / (n - 1) * (1 + 1.0 / n));
    return new Prediction(median, mean - half, mean + half);
  }

  /** The prediction of counts, which are never below 0. */
  public static Prediction ofCounts(double[] outcomes) {
    Prediction prediction = of(outcomes);
    return new Prediction(prediction.median, Math.max(0, prediction.low), prediction.high);
  }

  /** Whether an outcome lies in the interval. */
  public boolean contains(double outcome) {
    return outcome >= low && outcome <= high;
  }
}
