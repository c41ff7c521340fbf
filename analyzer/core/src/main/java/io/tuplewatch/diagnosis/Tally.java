package io.tuplewatch.diagnosis;

import java.io.Serializable;

/**
 * How many of a number of connects failed.
 *
 * @param failed 0 to {@code connects}
 */
public record Tally(long failed, long connects) implements Serializable {

  static final Tally NONE = new Tally(0, 0);

  Tally plus(Tally other) {
    return new Tally(failed + other.failed, connects + other.connects);
  }

  Tally minus(Tally part) {
    return new Tally(failed - part.failed, connects - part.connects);
  }
}
