package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import java.util.HashMap;

/**
 * How often the kernel selected each source port for one destination, as recorded and as two
 * algorithms would have done it at the same times, under one seed each. Ports that applications
 * bound themselves are left out.
 *
 * @param recorded ports inside the range only
 * @param sequential with ip_retry_random_port off
 * @param randomRetry with it on
 */
public record SelectedPorts(
    DestinationKey key, PortUse recorded, PortUse sequential, PortUse randomRetry) {

  private static final long SEED = 1;

  /** O(connects). */
  static SelectedPorts of(RecordedDestination destination, DestinationCheck check) {
    Load load = Load.of(destination, check, new HashMap<>());
    return new SelectedPorts(
        destination.key(),
        recorded(load),
        simulated(load, new Sequential()),
        simulated(load, new RandomRetry()));
  }

  private static PortUse simulated(Load load, SelectionAlgorithm algorithm) {
    return LoadRun.portUse(load, algorithm.in(load.space()), SEED);
  }

  private static PortUse recorded(Load load) {
    ConnectTimeline timeline = load.timeline();
    PortSpace space = load.space();
    int[] uses = new int[space.range().size()];
    for (int n = 0; n < timeline.size(); n++) {
      if (!timeline.is(n, ConnectTimeline.FIXED) && space.range().contains(timeline.port(n))) {
        uses[space.index(timeline.port(n))]++;
      }
    }
    return new PortUse(space, uses);
  }
}
