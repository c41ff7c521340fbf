package io.tuplewatch.evidence.search;

/** The likelihood of a binomial sample at its own, likeliest, share. */
final class BinomialLikelihood {

  private BinomialLikelihood() {}

  /**
   * Its logarithm, but for the binomial coefficient, which ratios do not need.
   *
   * @param failed 0 to {@code all}
   * @param all may be 0: then it is 0
   */
  static double log(long failed, long all) {
    if (failed == 0 || failed == all) {
      return 0;
    }
    double p = (double) failed / all;
    return all * (p * Math.log(p) + (1 - p) * Math.log1p(-p));
  }
}
