package io.tuplewatch.selection.filter;

import java.util.Arrays;

/**
 * Weights over the candidates where the next search may start: an array, and one bit for each index
 * with a weight, so that few of them are walked quickly. Not thread-safe.
 */
public class StartDistribution {

  /** For weights that nobody asks for. */
  public static final StartDistribution FORGOTTEN =
      new StartDistribution(0) {
        @Override
        public void add(int index, double more) {}
      };

  private final double[] weight;
  private final long[] active;

  public StartDistribution(int indices) {
    weight = new double[indices];
    active = new long[(indices + 63) >> 6];
  }

  public double get(int index) {
    return weight[index];
  }

  public void add(int index, double more) {
    weight[index] += more;
    active[index >> 6] |= 1L << index;
  }

  /** Removes a weight. */
  public double take(int index) {
    double taken = weight[index];
    weight[index] = 0;
    active[index >> 6] &= ~(1L << index);
    return taken;
  }

  /**
   * The first index with a weight from this one up; -1 if there is none. May be added to between.
   */
  public int next(int index) {
    int at = index >> 6;
    if (at >= active.length) {
      return -1;
    }
    long word = active[at] & (-1L << index);
    while (word == 0) {
      if (++at == active.length) {
        return -1;
      }
      word = active[at];
    }
    return (at << 6) + Long.numberOfTrailingZeros(word);
  }

  public boolean isEmpty() {
    return next(0) < 0;
  }

  public double total() {
    return total(0, weight.length);
  }

  /** The weights of the candidates from one on, before another. */
  public double total(int from, int to) {
    double total = 0;
    for (int index = next(from); index >= 0 && index < to; index = next(index + 1)) {
      total += weight[index];
    }
    return total;
  }

  public void clear() {
    for (int index = next(0); index >= 0; index = next(index + 1)) {
      weight[index] = 0;
    }
    Arrays.fill(active, 0);
  }

  /** Multiplies every weight, and forgets those that come out below a bound. */
  public void scale(double factor, double least) {
    for (int index = next(0); index >= 0; index = next(index + 1)) {
      double scaled = weight[index] * factor;
      if (scaled < least) {
        weight[index] = 0;
        active[index >> 6] &= ~(1L << index);
      } else {
        weight[index] = scaled;
      }
    }
  }

  /** Adds another's weights, each times a factor. */
  public void addAll(StartDistribution other, double factor) {
    addAll(other, 0, other.weight.length, factor);
  }

  /** Adds another's weights of the candidates from one on, before another, each times a factor. */
  public void addAll(StartDistribution other, int from, int to, double factor) {
    for (int index = other.next(from); index >= 0 && index < to; index = other.next(index + 1)) {
      add(index, other.weight[index] * factor);
    }
  }
}
