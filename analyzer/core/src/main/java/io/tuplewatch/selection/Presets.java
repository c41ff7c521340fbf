package io.tuplewatch.selection;

import java.time.Duration;
import java.util.BitSet;

/** Scenarios with a history. */
public final class Presets {

  private static final PortRange SEED_RANGE = new PortRange(9000, 65499);

  private Presets() {}

  /**
   * The run of the mail that proposed ip_retry_random_port: 9000-65499, {@link
   * #simpleReservedPorts}, 10,000,000 connects to one destination without pause, each closed before
   * the next.
   */
  public static Scenario seed() {
    return new Scenario(
        new PortSpace(SEED_RANGE, simpleReservedPorts()),
        0,
        1,
        new Arrivals.AsFastAsPossible(),
        ConnectionEnd.remote(),
        Scenario.FIREWALL_TIMEOUT,
        Duration.ZERO,
        10_000_000);
  }

  /**
   * 16,381 reserved ports that reproduce the mail's figures (its own list is not known):
   * 30000-40402, 50000-52559, and two of every twelve from 9000 to below 29500.
   */
  public static PortSet simpleReservedPorts() {
    BitSet ports = new BitSet();
    ports.set(30000, 40403);
    ports.set(50000, 52560);
    for (int port = 9000; port < 29500; port += 12) {
      ports.set(port, port + 2);
    }
    return PortSet.of(ports);
  }
}
