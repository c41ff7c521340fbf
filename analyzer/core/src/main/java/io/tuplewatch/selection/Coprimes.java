package io.tuplewatch.selection;

/** Arithmetic of the steps that reach every candidate: those coprime to their number. */
public final class Coprimes {

  private Coprimes() {}

  /** The greatest common divisor of numbers 0 or above, not both 0, by Euclid's algorithm. */
  public static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** The first number from one on, 1 or above, that is coprime to another. */
  public static int next(int from, int other) {
    int next = from;
    while (greatestCommonDivisor(next, other) > 1) {
      next++;
    }
    return next;
  }

  /**
   * The inverse of a number modulo another that it is coprime to, by Euclid's algorithm.
   *
   * @param modulus 1 or above
   * @return 0 .. modulus - 1
   */
  public static int inverse(int number, int modulus) {
    int remainder = modulus;
    int nextRemainder = number % modulus;
    int factor = 0;
    int nextFactor = 1;
    while (nextRemainder > 0) {
      int quotient = remainder / nextRemainder;
      int lesser = remainder - quotient * nextRemainder;
      int lesserFactor = factor - quotient * nextFactor;
      remainder = nextRemainder;
      nextRemainder = lesser;
      factor = nextFactor;
      nextFactor = lesserFactor;
    }
    return Math.floorMod(factor, modulus);
  }
}
