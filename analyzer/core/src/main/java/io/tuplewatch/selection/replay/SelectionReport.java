package io.tuplewatch.selection.replay;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.check.ReplayableDestinations;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.ConnectsBySecond;
import io.tuplewatch.selection.recorded.DestinationSample;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that recordings say about port selection.
 *
 * @param firewallTimeout W
 * @param declined whether nothing was checked or replayed, since the load is not known: an agent
 *     was told to leave connects out
 * @param leftOut connects neither checked nor replayed, the latest of the recordings
 * @param until from when on connects are left out, epoch ns; {@link Long#MAX_VALUE} if none is
 * @param destinationsLeftOut destinations neither checked nor replayed, see {@link
 *     DestinationSample}
 * @param notReplayed destinations that were checked but not replayed: which range was in force is
 *     not known
 * @param recorded what was replayed
 * @param algorithmNow what changes are compared with
 * @param seeds simulations per prediction
 * @param replay each algorithm on the recorded load; empty without connects
 * @param effects of changes
 * @param busiest the source ports of the destination with most connects; null without connects
 */
public record SelectionReport(
    Duration firewallTimeout,
    boolean declined,
    long leftOut,
    long until,
    int destinationsLeftOut,
    int notReplayed,
    SelectionCheck check,
    Replay.Recorded recorded,
    String algorithmNow,
    int seeds,
    List<Replay.Line> replay,
    List<Replay.Effect> effects,
    @Nullable SelectedPorts busiest) {

  /** So many connects, the first ones, are worth the time and the memory. */
  private static final int MOST_CONNECTS = 1_000_000;

  /**
   * Checks and replays, if the recordings hold the whole load.
   *
   * @param reuses detected from {@code log}
   * @param changes what to ask; effects come in this order
   * @param seeds simulations per prediction, of all connects; 0 for as many as are worth their
   *     time, of the first million connects
   * @param everyDestination checks and replays all destinations, in place of a {@link
   *     DestinationSample}
   * @throws InterruptedException if the calling thread is
   */
  public static SelectionReport of(
      ConnectionLog log, ReuseLog reuses, List<WhatIf> changes, int seeds, boolean everyDestination)
      throws InterruptedException {
    RecordedLoad load = RecordedLoad.of(log, reuses, seeds > 0 ? Integer.MAX_VALUE : MOST_CONNECTS);
    return of(load, reuses.firewallTimeout(), changes, seeds, everyDestination);
  }

  /** With the standard set of changes, sorted by effect: what stands beside a diagnosis. */
  public static SelectionReport standard(ConnectionLog log, ReuseLog reuses)
      throws InterruptedException {
    RecordedLoad load = RecordedLoad.of(log, reuses, MOST_CONNECTS);
    return standard(load, reuses.firewallTimeout());
  }

  /**
   * The same of what was brought together from parts.
   *
   * @param load before what {@link #worthwhile} says
   */
  public static SelectionReport standard(RecordedLoad load, Duration firewallTimeout)
      throws InterruptedException {
    return of(load, firewallTimeout, WhatIf.standard(), 0, false).sortedByEffect();
  }

  /** Until when, epoch ns, connects are worth the time and the memory. */
  public static long worthwhile(ConnectsBySecond connects) {
    return connects.until(MOST_CONNECTS);
  }

  private static SelectionReport of(
      RecordedLoad load,
      Duration firewallTimeout,
      List<WhatIf> changes,
      int seeds,
      boolean everyDestination)
      throws InterruptedException {
    List<RecordedDestination> destinations =
        everyDestination ? load.destinations() : DestinationSample.choose(load.destinations());
    SelectionCheck check = SelectionCheck.of(destinations);
    ReplayableDestinations played = ReplayableDestinations.of(destinations, check);
    Replay replay = new Replay(played.destinations(), played.checks(), firewallTimeout, seeds);
    return new SelectionReport(
        firewallTimeout,
        !load.known(),
        load.leftOut(),
        load.until(),
        load.destinations().size() - destinations.size(),
        destinations.size() - played.destinations().size(),
        check,
        replay.recorded(),
        replay.algorithmNow(),
        replay.seeds(),
        played.isEmpty() ? List.of() : replay.algorithms(),
        played.isEmpty() ? List.of() : replay.effects(changes),
        played.isEmpty()
            ? null
            : SelectedPorts.of(played.destinations().get(0), played.checks().get(0)));
  }

  /** Returns this report with the changes that avoid most early reuses first. */
  public SelectionReport sortedByEffect() {
    return new SelectionReport(
        firewallTimeout,
        declined,
        leftOut,
        until,
        destinationsLeftOut,
        notReplayed,
        check,
        recorded,
        algorithmNow,
        seeds,
        replay,
        effects.stream()
            .sorted(Comparator.comparingDouble(effect -> effect.difference().median()))
            .toList(),
        busiest);
  }
}
