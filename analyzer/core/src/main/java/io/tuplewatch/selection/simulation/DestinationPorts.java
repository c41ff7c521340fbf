package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;

/**
 * The kernel's ports of one destination, for connects that come one at a time. Equal seeds and
 * calls give equal ports; under one seed all algorithms meet the same hashes. Not thread-safe.
 */
public final class DestinationPorts {

  /** Returned instead of an index: EADDRNOTAVAIL. */
  public static final int NONE = -1;

  private final SelectionAlgorithm.Search search;
  private final SelectionDraws draws;
  private final DestinationState destination;
  private final Selection selection = new Selection();
  private long number;
  private long refused;

  /**
   * @param search of this space
   * @param connects how many are to come at most
   */
  public DestinationPorts(
      PortSpace space, SelectionAlgorithm.Search search, long seed, int connects) {
    long secret = Draws.of(seed, "hashes").next();
    this.search = search;
    this.draws = new SelectionDraws(seed);
    this.destination =
        new DestinationState(space, new StartSequence(space, new int[1], secret), connects);
  }

  /**
   * A connect takes a port.
   *
   * @param now ns, never falling; windows begin at multiples of 10 s
   * @return the port's index in the space, or {@link #NONE}
   */
  public int choose(long now) {
    boolean found = destination.select(search, now, number++, draws, selection);
    refused += selection.retries();
    return found ? selection.index() : NONE;
  }

  /** Candidates that all searches so far met and could not have. */
  public long refused() {
    return refused;
  }

  /**
   * The four-tuple just chosen is used.
   *
   * @param lastPacket when it sends its last packet, ns
   * @param free when a new connect can have it, ns; Long.MAX_VALUE for never
   * @return when its previous use sent its last packet, ns; Long.MIN_VALUE / 2 if there was none
   */
  public long use(int index, long now, long lastPacket, long free) {
    return destination.use(index, now, lastPacket, free);
  }

  /** Notes the use of a port that was not chosen, and that may be in use already. */
  public long useFixed(int index, long now, long lastPacket, long free) {
    return destination.use(index, now, lastPacket, destination.isFree(index) ? free : now);
  }
}
