package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortSpace;
import java.time.Duration;

/**
 * What a simulation runs: everything but the algorithm and the seed.
 *
 * @param space the ports
 * @param inUse connections to each destination that are open throughout, on ports drawn among those
 *     available: those of low's parity first, as connect() would have taken them
 * @param destinations number of remote endpoints, 1 to 256; each connect goes to one at random
 * @param arrivals when connects come
 * @param end how connections end
 * @param firewallTimeout W: a reuse after less than this is early
 * @param warmUp simulated time before counting begins; a share of early reuse needs W of history
 * @param selections connects to count, failed ones included; fewer if the arrivals end before
 */
public record Scenario(
    PortSpace space,
    int inUse,
    int destinations,
    Arrivals arrivals,
    ConnectionEnd end,
    Duration firewallTimeout,
    Duration warmUp,
    long selections) {

  /** The default of W. */
  public static final Duration FIREWALL_TIMEOUT = Duration.ofMinutes(60);

  /** The most selections: a port's count stays an int. */
  public static final long MOST_SELECTIONS = 2_000_000_000L;

  /** The most destinations: each keeps up to 1 MB. */
  public static final int MOST_DESTINATIONS = 256;

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message is one line
   */
  public Scenario {
    require(selections >= 1 && selections <= MOST_SELECTIONS, "selections are 1 to 2000000000");
    require(destinations >= 1 && destinations <= MOST_DESTINATIONS, "destinations are 1 to 256");
    require(within(firewallTimeout), "the firewall timeout is between 0 and 10 years");
    require(within(warmUp), "the warm-up is between 0 and 10 years");
    int available = space.available();
    require(
        inUse >= 0 && inUse <= available,
        inUse + " connections in use do not fit the " + available + " available ports");
  }

  /** Whether the clock stands still and no connect leaves anything that another could meet. */
  boolean repeatsOneMoment() {
    return arrivals instanceof Arrivals.AsFastAsPossible
        && destinations == 1
        && end.lifetime().isZero()
        && end.heldNanos() == 0;
  }

  private static boolean within(Duration duration) {
    return !duration.isNegative() && duration.compareTo(ConnectionEnd.LONGEST) <= 0;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
