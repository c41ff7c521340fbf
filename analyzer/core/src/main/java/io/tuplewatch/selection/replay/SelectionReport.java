package io.tuplewatch.selection.replay;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.RecordedDestinations;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that recordings say about port selection.
 *
 * @param firewallTimeout W
 * @param declined whether nothing was checked or replayed, since the load is not known: an agent
 *     was told to leave connects out
 * @param recorded what was replayed
 * @param algorithmNow what changes are compared with
 * @param seeds simulations per prediction
 * @param replay each algorithm on the recorded load; empty without connects
 * @param effects of changes
 */
public record SelectionReport(
    Duration firewallTimeout,
    boolean declined,
    SelectionCheck check,
    Replay.Recorded recorded,
    String algorithmNow,
    int seeds,
    List<Replay.Line> replay,
    List<Replay.Effect> effects) {

  /**
   * Checks and replays, if the recordings hold the whole load.
   *
   * @param reuses detected from {@code log}
   * @param changes what to ask; effects come in this order
   * @param seeds simulations per prediction; 0 for as many as are worth their time
   * @param threads 1 or more; the result does not depend on it
   * @throws InterruptedException if the calling thread is
   */
  public static SelectionReport of(
      ConnectionLog log, ReuseLog reuses, List<WhatIf> changes, int seeds, int threads)
      throws InterruptedException {
    List<RecordedDestination> destinations =
        log.everyUseWritten() ? RecordedDestinations.of(log, reuses) : List.of();
    SelectionCheck check = SelectionCheck.of(destinations, threads);
    Replay replay =
        new Replay(destinations, check.destinations(), reuses.firewallTimeout(), seeds, threads);
    return new SelectionReport(
        reuses.firewallTimeout(),
        !log.everyUseWritten(),
        check,
        replay.recorded(),
        replay.algorithmNow(),
        replay.seeds(),
        destinations.isEmpty() ? List.of() : replay.algorithms(),
        destinations.isEmpty() ? List.of() : replay.effects(changes));
  }

  /** The same with the changes that avoid most early reuses first. */
  public SelectionReport sortedByEffect() {
    return new SelectionReport(
        firewallTimeout,
        declined,
        check,
        recorded,
        algorithmNow,
        seeds,
        replay,
        effects.stream()
            .sorted(Comparator.comparingDouble(effect -> effect.difference().median()))
            .toList());
  }
}
