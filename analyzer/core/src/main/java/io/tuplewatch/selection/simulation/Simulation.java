package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import java.util.function.LongConsumer;

/**
 * Runs a scenario under one algorithm. Equal scenario, algorithm and seed give equal results, and
 * under one seed all algorithms meet the same arrivals, destinations, hashes and occupied ports.
 */
public final class Simulation {

  /** How many connects pass between two reports of progress. */
  private static final int PROGRESS_EVERY = 1 << 18;

  private final Scenario scenario;
  private final SelectionAlgorithm.Search search;
  private final SelectionDraws draws;
  private final Draws destinationDraws;
  private final Arrivals.Times times;
  private final DestinationState[] destinations;
  private final long lifetime;
  private final long held;
  private final long firewallTimeout;
  private final Selection selection = new Selection();
  private final SelectionCounts tally;

  private Simulation(Scenario scenario, SelectionAlgorithm algorithm, long seed) {
    this.scenario = scenario;
    this.search = algorithm.in(scenario.space());
    this.draws = new SelectionDraws(seed);
    this.destinationDraws = Draws.of(seed, "destinations");
    this.times = scenario.arrivals().times(Draws.of(seed, "arrivals"));
    this.destinations = destinations(scenario, seed);
    this.lifetime = scenario.end().lifetime().toNanos();
    this.held = scenario.end().heldNanos();
    this.firewallTimeout = scenario.firewallTimeout().toNanos();
    this.tally = new SelectionCounts(scenario.space());
  }

  /**
   * Simulates. O(connects, warm-up included); up to 1 MB per destination.
   *
   * @param progress told now and then how many connects have come since it was told last, on the
   *     calling thread
   */
  public static SimulationResult run(
      Scenario scenario, SelectionAlgorithm algorithm, long seed, LongConsumer progress) {
    Simulation simulation = new Simulation(scenario, algorithm, seed);
    if (scenario.repeatsOneMoment()) {
      simulation.burst(progress);
    } else {
      simulation.connect(progress);
    }
    return simulation.tally.result(algorithm.name(), seed);
  }

  private static DestinationState[] destinations(Scenario scenario, long seed) {
    PortSpace space = scenario.space();
    Draws occupancy = Draws.of(seed, "occupancy");
    Draws hashes = Draws.of(seed, "hashes");
    int[] counters = new int[StartSequence.COUNTERS];
    DestinationState[] all = new DestinationState[scenario.destinations()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new DestinationState(space, new StartSequence(space, counters, hashes.next()));
      all[i].occupy(scenario.inUse(), occupancy);
    }
    return all;
  }

  /** One destination whose candidates never change, at a clock that stands still. */
  private void burst(LongConsumer progress) {
    FixedCandidatesRun burst = destinations[0].burst(search, draws, tally);
    for (long left = scenario.selections(); left > 0; left -= PROGRESS_EVERY) {
      int connects = (int) Math.min(left, PROGRESS_EVERY);
      burst.connect(connects);
      progress.accept(connects);
    }
    if (firewallTimeout > 0) {
      tally.countEveryReuseAsEarly();
    }
  }

  private void connect(LongConsumer progress) {
    long countFrom = scenario.warmUp().toNanos();
    long connects = 0;
    while (tally.selections() < scenario.selections()) {
      long now = times.next();
      if (now == Arrivals.Times.NONE) {
        break;
      }
      connectOnce(connects, now, now >= countFrom);
      if (++connects % PROGRESS_EVERY == 0) {
        progress.accept(PROGRESS_EVERY);
      }
    }
    progress.accept(connects % PROGRESS_EVERY);
  }

  private void connectOnce(long number, long now, boolean counted) {
    DestinationState destination = destinations[anyDestination()];
    boolean found = destination.select(search, now, number, draws, selection);
    boolean early = found && use(destination, now);
    if (counted) {
      tally.count(selection, found);
      if (early) {
        tally.countEarlyReuse();
      }
    }
  }

  private int anyDestination() {
    return destinations.length == 1 ? 0 : destinationDraws.below(destinations.length);
  }

  /** Whether this use of the four-tuple is an early reuse. */
  private boolean use(DestinationState destination, long now) {
    long closes = now + lifetime;
    long previousClose = destination.use(selection.index(), now, closes, closes + held);
    return now - previousClose < firewallTimeout;
  }
}
