package io.tuplewatch.evidence.causes;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * By which factor reuses fail more or less often than the background says, reuse itself aside: a
 * grid and its prior. Few failures leave the background uncertain.
 */
final class BackgroundFactors {

  private static final double[] FAR = {.01, .03, .1, .25, .5, .7};
  private static final int NEAR = 4;
  private static final double STEPS_OF_NEAR = .7;

  private BackgroundFactors() {}

  /** Those far below 1, and around 1 as closely as that many failures can tell them apart. */
  static double[] grid(double failures) {
    double step = Math.min(.7, 1 / Math.sqrt(failures));
    DoubleStream near =
        IntStream.rangeClosed(-NEAR, NEAR).mapToDouble(i -> Math.exp(step * i * STEPS_OF_NEAR));
    double least = Math.exp(-step * NEAR * STEPS_OF_NEAR);
    DoubleStream far = Arrays.stream(FAR).filter(factor -> factor < .8 * least);
    return DoubleStream.concat(far, near).toArray();
  }

  /**
   * Logarithm of what that many failures say of a factor (a gamma distribution), or that it is
   * below 1: tuples that worked before are on no dead path, first uses may be.
   */
  static double logPrior(double factor, double failures) {
    double known = Math.exp(failures * (Math.log(factor) - factor + 1));
    return Math.log(known + (factor < 1 ? Priors.BACKGROUND_IS_LOWER : 1e-9));
  }
}
