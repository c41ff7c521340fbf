package io.tuplewatch.connection;

import java.io.Serializable;
import java.util.Comparator;

/**
 * How many source ports of a network namespace were taken at a moment, at most: the kernel's count
 * of sockets in use and in TIME_WAIT, toward all destinations together. Toward one of them at most
 * as many are.
 *
 * @param wallTime epoch ns
 * @param taken 0 or more
 * @param candidates ports that the kernel may give, above 0
 */
public record PortsTaken(long wallTime, long taken, int candidates) implements Serializable {

  /** The moment with the larger share is the larger one. */
  public static final Comparator<PortsTaken> BY_SHARE =
      Comparator.comparingDouble(PortsTaken::share)
          .thenComparing(Comparator.comparingLong(PortsTaken::wallTime).reversed());

  /** The share of the candidates that were taken, 0 to 1. */
  public double share() {
    return Math.min(1, taken / (double) candidates);
  }
}
