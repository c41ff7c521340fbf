package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;

/**
 * The kernel's port selection for histories made one connect at a time: several destinations of one
 * network namespace under one algorithm. Equal seeds and calls give equal ports. Not thread-safe.
 */
public final class KernelPorts {

  /** Returned instead of a port: EADDRNOTAVAIL. */
  public static final int NONE = -1;

  private final PortSpace space;
  private final SelectionAlgorithm.Search search;
  private final SelectionDraws draws;
  private final DestinationState[] destinations;
  private final Selection selection = new Selection();
  private long number;

  /**
   * @param destinations how many there are; they are named by 0 .. destinations - 1
   */
  public KernelPorts(PortSpace space, SelectionAlgorithm algorithm, int destinations, long seed) {
    this.space = space;
    this.search = algorithm.in(space);
    this.draws = new SelectionDraws(seed);
    this.destinations = new DestinationState[destinations];
    Draws hashes = Draws.of(seed, "hashes");
    int[] counters = new int[StartSequence.COUNTERS];
    for (int i = 0; i < destinations; i++) {
      this.destinations[i] =
          new DestinationState(space, new StartSequence(space, counters, hashes.next()));
    }
  }

  /**
   * Selects a port; the next call of {@link #hold} is about it.
   *
   * @param now ns, never falling
   * @return the port, or {@link #NONE}
   */
  public int choose(int destination, long now) {
    boolean found = destinations[destination].select(search, now, number++, draws, selection);
    return found ? space.port(selection.index()) : NONE;
  }

  /** The four-tuple just chosen cannot be chosen again before {@code free}, ns. */
  public void hold(int destination, long now, long closes, long free) {
    destinations[destination].use(selection.index(), now, closes, free);
  }
}
