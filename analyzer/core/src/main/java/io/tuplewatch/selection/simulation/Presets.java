package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.RandomStep;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

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

  /** What {@link #seed} compares. */
  public static List<SelectionAlgorithm> seedAlgorithms() {
    return List.of(new Sequential(), new RandomRetry());
  }

  /** What {@link #earlyReuse} compares. */
  public static List<SelectionAlgorithm> earlyReuseAlgorithms() {
    return List.of(
        new Sequential(), new RandomRetry(), new RandomStep(65535), new RandomStep(1000));
  }

  /** The rates of {@link #earlyReuse}, connects per second. */
  public static final List<Double> EARLY_REUSE_RATES = List.of(0.1, 1.0, 10.0, 100.0);

  /**
   * What port selection does to early reuse at 0.1, 1, 10 and 100 connects a second: Poisson
   * arrivals, one destination, the client closes first and at once, counted after an hour. 100,000
   * connects each; 400,000 from 10 a second on, where those of one window hang together.
   */
  public static List<Scenario> earlyReuse(PortRange range, PortSet reserved) {
    return EARLY_REUSE_RATES.stream()
        .map(
            rate ->
                new Scenario(
                    new PortSpace(range, reserved),
                    0,
                    1,
                    new Arrivals.Poisson(rate),
                    ConnectionEnd.local(),
                    Scenario.FIREWALL_TIMEOUT,
                    Scenario.FIREWALL_TIMEOUT,
                    rate < 10 ? 100_000 : 400_000))
        .toList();
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
