package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;
import java.util.Arrays;

/** When connects come. Immutable. */
public sealed interface Arrivals {

  /** Begins anew; equal draws give equal times. */
  Times times(Draws draws);

  /** The times of one run. Not thread-safe. */
  interface Times {

    /** Returned after the last arrival. */
    long NONE = Long.MAX_VALUE;

    /** No arrival is later: 100 years, ns. */
    long LAST = 36_525L * 86_400 * 1_000_000_000;

    /** The next arrival, ns from the start, 0 .. {@link #LAST}, never falling; or {@link #NONE}. */
    long next();

    /** The time itself, or {@link #NONE} if it is too late. */
    static long orNone(double nanos) {
      return nanos <= LAST ? (long) nanos : NONE;
    }
  }

  /**
   * The simulated clock stands still, as if connects cost no time: no re-salt, no TIME_WAIT runs
   * out, and every second use of a four-tuple is an early reuse.
   */
  record AsFastAsPossible() implements Arrivals {
    @Override
    public Times times(Draws draws) {
      return () -> 0;
    }
  }

  /**
   * One connect every 1 / {@code perSecond} seconds.
   *
   * @param perSecond above 0, at most 1,000,000
   */
  record FixedRate(double perSecond) implements Arrivals {
    public FixedRate {
      requireRate(perSecond);
    }

    @Override
    public Times times(Draws draws) {
      return new Times() {
        private long count;

        @Override
        public long next() {
          return Times.orNone(Math.rint(++count * (NANOS_PER_SECOND / perSecond)));
        }
      };
    }
  }

  /**
   * Independent connects: exponential times between them.
   *
   * @param perSecond mean rate, above 0, at most 1,000,000
   */
  record Poisson(double perSecond) implements Arrivals {
    public Poisson {
      requireRate(perSecond);
    }

    @Override
    public Times times(Draws draws) {
      return new Times() {
        private double nanos;

        @Override
        public long next() {
          nanos += draws.exponential() * (NANOS_PER_SECOND / perSecond);
          return Times.orNone(nanos);
        }
      };
    }
  }

  /** Connects at given times, once. */
  final class GivenTimes implements Arrivals {

    private final long[] nanos;

    /**
     * @param nanos ns from the start, from 0, never falling; copied
     * @throws IllegalArgumentException if a time is negative, before its predecessor or after 100
     *     years
     */
    public GivenTimes(long... nanos) {
      for (int i = 0; i < nanos.length; i++) {
        if (nanos[i] < (i == 0 ? 0 : nanos[i - 1]) || nanos[i] > Times.LAST) {
          throw new IllegalArgumentException(
              "time " + (i + 1) + " of the timeline is before its predecessor or beyond 100 years");
        }
      }
      this.nanos = Arrays.copyOf(nanos, nanos.length);
    }

    /** Number of connects. */
    public int size() {
      return nanos.length;
    }

    @Override
    public Times times(Draws draws) {
      return new Times() {
        private int count;

        @Override
        public long next() {
          return count < nanos.length ? nanos[count++] : NONE;
        }
      };
    }
  }

  /** ns in a second. */
  double NANOS_PER_SECOND = 1e9;

  private static void requireRate(double perSecond) {
    if (!(perSecond > 0 && perSecond <= 1_000_000)) {
      throw new IllegalArgumentException(
          "a rate is above 0 and at most 1000000 connects per second, not " + perSecond);
    }
  }
}
