package io.tuplewatch.selection;

/**
 * Where chance comes from: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
 * generators, 2014), bounded without bias by Lemire's method (Fast random integer generation in an
 * interval, 2019).
 *
 * <p>An object is a stream: equal seeds give equal streams; not thread-safe. The static methods are
 * the same without an object: a draw is named by a <b>key</b>, equal keys give equal draws, and
 * {@link #after} names the next one. So a search keeps its chance in a local variable, and what it
 * draws does not depend on what others drew before.
 */
public final class Draws {

  private static final long STREAM = 0x9E3779B97F4A7C15L;
  private static final long SEQUENCE = 0xD1B54A32D192ED03L;
  private static final long REJECTION = 0x8CB92BA72F3D8DD7L;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private long key;

  public Draws(long seed) {
    key = mix(seed);
  }

  /** An independent stream for one purpose, so that one use of chance never shifts another. */
  public static Draws of(long seed, String purpose) {
    return new Draws(mix(seed) + purpose.hashCode());
  }

  /** Scrambles 64 bits one to one; neighbours become unrelated. */
  public static long mix(long bits) {
    long z = bits;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The draw of a key: uniform over 0 .. bound - 1; bound is 1 to 2^31 - 1. */
  public static int below(long key, int bound) {
    long word = mix(key);
    long product = (word >>> 32) * bound;
    while ((product & LOW_HALF) < bound && (product & LOW_HALF) < (1L << 32) % bound) {
      word = mix(word + REJECTION);
      product = (word >>> 32) * bound;
    }
    return (int) (product >>> 32);
  }

  /** The key of the draw after this one. */
  public static long after(long key) {
    return key + SEQUENCE;
  }

  /** The key of number n of a family of unrelated draws. */
  public static long key(long family, long n) {
    return family + n * STREAM;
  }

  /** Uniform over all longs. */
  public long next() {
    key += STREAM;
    return mix(key);
  }

  /** Uniform over 0 .. bound - 1; bound is 1 to 2^31 - 1. */
  public int below(int bound) {
    key += STREAM;
    return below(key, bound);
  }

  /** Exponential with mean 1. */
  public double exponential() {
    return -Math.log(((next() >>> 11) + 1) * 0x1p-53);
  }
}
