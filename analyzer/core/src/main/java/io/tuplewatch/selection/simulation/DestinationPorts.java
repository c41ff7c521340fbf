package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;

/**
 * The kernel's ports of one destination, for connects that come one at a time. Equal seeds and
 * calls give equal ports; under one seed all algorithms meet the same hashes. Not thread-safe.
 */
public final class DestinationPorts implements PortSource {

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

  @Override
  public int choose(long now) {
    boolean found = destination.select(search, now, number++, draws, selection);
    refused += selection.retries();
    return found ? selection.index() : NONE;
  }

  /** It moves the sequence on. */
  @Override
  public void chooseUnseen(long now) {
    choose(now);
  }

  @Override
  public long refused() {
    return refused;
  }

  @Override
  public long use(int index, long now, long lastPacket, long free) {
    return destination.use(index, now, lastPacket, free);
  }

  @Override
  public long useFixed(int index, long now, long lastPacket, long free) {
    return destination.use(index, now, lastPacket, destination.isFree(index) ? free : now);
  }
}
