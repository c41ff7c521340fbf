package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.CountedDestination;
import java.io.Serializable;

/**
 * How many of a number of connects failed.
 *
 * @param failed 0 to {@code connects}
 */
public record Tally(long failed, long connects) implements Serializable {

  static final Tally NONE = new Tally(0, 0);

  /** Early reuses as an agent counted them. */
  public static Tally ofEarly(CountedDestination counted) {
    return new Tally(counted.failedEarlyReuses(), counted.earlyReuses());
  }

  /** The other connects as an agent counted them. */
  public static Tally ofOthers(CountedDestination counted) {
    return new Tally(counted.failedOthers(), counted.others());
  }

  Tally plus(Tally other) {
    return new Tally(failed + other.failed, connects + other.connects);
  }

  Tally minus(Tally part) {
    return new Tally(failed - part.failed, connects - part.connects);
  }
}
