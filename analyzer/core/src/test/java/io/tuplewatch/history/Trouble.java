package io.tuplewatch.history;

import java.time.Duration;

/**
 * A time at which a destination's server does not do its work.
 *
 * @param destination number of the destination, from 0; {@link #EVERY} for all of them
 * @param from since the start of the history
 * @param to since the start of the history
 * @param kind what a SYN meets
 * @param probability the share of SYNs that meet it, 0 to 1
 */
public record Trouble(int destination, Duration from, Duration to, Kind kind, double probability) {

  /** All destinations. */
  public static final int EVERY = -1;

  /** What a SYN meets. */
  public enum Kind {
    /** Nobody there. */
    DOWN,
    /** A host without a listener. */
    REFUSING,
    /** A full accept queue. */
    QUEUE_FULL
  }

  /** Nothing and nobody answers. */
  public static Trouble down(int destination, Duration from, Duration to) {
    return new Trouble(destination, from, to, Kind.DOWN, 1);
  }

  boolean holds(int atDestination, long now) {
    return (destination == EVERY || destination == atDestination)
        && now >= from.toNanos()
        && now < to.toNanos();
  }
}
