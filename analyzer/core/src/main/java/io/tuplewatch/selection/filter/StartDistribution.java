package io.tuplewatch.selection.filter;

import java.util.Arrays;

/**
 * Weights over the places where the next search may start: an array, and one bit for each place
 * with a weight, so that few of them are walked quickly. Not thread-safe.
 */
public class StartDistribution {

  /** For weights that nobody asks for. */
  public static final StartDistribution FORGOTTEN =
      new StartDistribution(0) {
        @Override
        public void add(int place, double more) {}
      };

  private final double[] weight;
  private final long[] active;

  public StartDistribution(int places) {
    weight = new double[places];
    active = new long[(places + 63) >> 6];
  }

  public double get(int place) {
    return weight[place];
  }

  public void add(int place, double more) {
    weight[place] += more;
    active[place >> 6] |= 1L << place;
  }

  /** Removes a weight. */
  public double take(int place) {
    double taken = weight[place];
    weight[place] = 0;
    active[place >> 6] &= ~(1L << place);
    return taken;
  }

  /**
   * The first place with a weight from this one up; -1 if there is none. May be added to between.
   */
  public int next(int place) {
    int at = place >> 6;
    if (at >= active.length) {
      return -1;
    }
    long word = active[at] & (-1L << place);
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

  /** The weights of the places from one on, before another. */
  public double total(int from, int to) {
    double total = 0;
    for (int place = next(from); place >= 0 && place < to; place = next(place + 1)) {
      total += weight[place];
    }
    return total;
  }

  public void clear() {
    for (int place = next(0); place >= 0; place = next(place + 1)) {
      weight[place] = 0;
    }
    Arrays.fill(active, 0);
  }

  /** Multiplies every weight, and forgets those that come out below a bound. */
  public void scale(double factor, double least) {
    for (int place = next(0); place >= 0; place = next(place + 1)) {
      double scaled = weight[place] * factor;
      if (scaled < least) {
        weight[place] = 0;
        active[place >> 6] &= ~(1L << place);
      } else {
        weight[place] = scaled;
      }
    }
  }

  /** Adds another's weights, each times a factor. */
  public void addAll(StartDistribution other, double factor) {
    addAll(other, 0, other.weight.length, factor);
  }

  /** The same of the places from one on, before another. */
  public void addAll(StartDistribution other, int from, int to, double factor) {
    for (int place = other.next(from); place >= 0 && place < to; place = other.next(place + 1)) {
      add(place, other.weight[place] * factor);
    }
  }
}
