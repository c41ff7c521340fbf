package io.tuplewatch.selection;

import java.time.Duration;

/**
 * How every connection of a scenario ends, and so for how long its four-tuple cannot be chosen.
 *
 * @param lifetime from connect to close; not negative
 * @param closedLocally the client closes first, so that the four-tuple stays in TIME_WAIT; if the
 *     server does, or a reset ends the connection, it is free at once
 * @param timeWait how long TIME_WAIT lasts: 60 s by the kernel's constant; 60.6 s at least and 61.9
 *     s in the median were measured
 * @param takeoverAfter when a new connect may take over a four-tuple in TIME_WAIT (tcp_tw_reuse,
 *     with TCP timestamps), counted from its beginning; {@link #NEVER} if not before its end
 */
public record ConnectionEnd(
    Duration lifetime, boolean closedLocally, Duration timeWait, Duration takeoverAfter) {

  /** The longest duration: 10 years; sums of a few with a time stay far from overflow. */
  public static final Duration LONGEST = Duration.ofDays(3652);

  /** The kernel's constant. */
  public static final Duration TIME_WAIT = Duration.ofSeconds(60);

  /** The kernel's default of tcp_tw_reuse_delay. */
  public static final Duration TAKEOVER_DELAY = Duration.ofSeconds(1);

  /** No takeover. */
  public static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if a duration is negative, or the lifetime or TIME_WAIT is
   *     longer than 10 years
   */
  public ConnectionEnd {
    requireDuration(lifetime, "lifetime");
    requireDuration(timeWait, "TIME_WAIT");
    if (takeoverAfter.isNegative()) {
      throw new IllegalArgumentException("a TIME_WAIT takeover cannot come before TIME_WAIT");
    }
  }

  /** Closed as soon as opened, by the client, without takeover. */
  public static ConnectionEnd local() {
    return new ConnectionEnd(Duration.ZERO, true, TIME_WAIT, NEVER);
  }

  /** Closed as soon as opened, by the server. */
  public static ConnectionEnd remote() {
    return new ConnectionEnd(Duration.ZERO, false, TIME_WAIT, NEVER);
  }

  /**
   * The earliest takeover by the sysctls.
   *
   * @param twReuse tcp_tw_reuse: 0 never, 1 always, 2 on loopback only
   * @param delay tcp_tw_reuse_delay
   * @throws IllegalArgumentException if twReuse is none of the three
   */
  public static Duration takeover(int twReuse, boolean loopback, Duration delay) {
    if (twReuse < 0 || twReuse > 2) {
      throw new IllegalArgumentException("tcp_tw_reuse is 0, 1 or 2, not " + twReuse);
    }
    return twReuse == 1 || (twReuse == 2 && loopback) ? delay : NEVER;
  }

  /** ns from the close until a new connect can have the four-tuple. */
  public long heldNanos() {
    if (!closedLocally) {
      return 0;
    }
    Duration afterDelay = takeoverAfter.equals(NEVER) ? NEVER : takeoverAfter.plusNanos(1);
    return (afterDelay.compareTo(timeWait) < 0 ? afterDelay : timeWait).toNanos();
  }

  private static void requireDuration(Duration duration, String name) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " is not between 0 and 10 years: " + duration);
    }
  }
}
