package io.tuplewatch.selection;

/**
 * A stream of uniform draws: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
 * generators, 2014), bounded without bias by Lemire's method (Fast random integer generation in an
 * interval, 2019). Equal seeds give equal streams. Not thread-safe.
 */
public class Draws {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;
  private long eighths;
  private int eighthsLeft;

  public Draws(long seed) {
    state = mix(seed);
  }

  /** An independent stream for one purpose, so that one use of chance never shifts another. */
  static Draws of(long seed, String purpose) {
    return new Draws(mix(seed) + purpose.hashCode());
  }

  /** Scrambles 64 bits one to one; neighbours become unrelated. */
  static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform over all longs. */
  final long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform over 0 .. bound - 1; bound is 1 to 2^31 - 1. */
  public int below(int bound) {
    long product = (next() >>> 32) * bound;
    if ((product & 0xFFFF_FFFFL) < bound) {
      product = withoutBias(product, bound);
    }
    return (int) (product >>> 32);
  }

  /** Uniform over 0 .. 7; a long makes 21 of these. */
  public int belowEight() {
    if (eighthsLeft == 0) {
      eighths = next();
      eighthsLeft = 21;
    }
    eighthsLeft--;
    int eighth = (int) eighths & 7;
    eighths >>>= 3;
    return eighth;
  }

  private long withoutBias(long first, int bound) {
    long product = first;
    long surplus = (1L << 32) % bound;
    while ((product & 0xFFFF_FFFFL) < surplus) {
      product = (next() >>> 32) * bound;
    }
    return product;
  }

  /** Exponential with mean 1. */
  final double exponential() {
    return -Math.log(((next() >>> 11) + 1) * 0x1p-53);
  }
}
