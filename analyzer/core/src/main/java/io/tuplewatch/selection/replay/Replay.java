package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.RecordedDestination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays the recorded connects through the models, many seeds each. What comes out does not depend
 * on the number of threads. Not thread-safe.
 */
public final class Replay {

  /** Simulated connects per line of a table that are worth the time. */
  private static final long WORTH = 1_000_000;

  /** From 39 on, intervals need no assumption. */
  private static final int MOST_SEEDS = 39;

  /**
   * Where a million connects make seeds dear, counts are so large that they differ little by seed;
   * Student's t widens the interval of four by what four do not tell.
   */
  private static final int FEWEST_SEEDS = 4;

  /** What a destination costs besides its connects, in connects. */
  private static final int COST_OF_DESTINATION = 250;

  /**
   * One algorithm on the recorded load.
   *
   * @param algorithm its name
   * @param earlyReuses predicted
   * @param failedEarlyReuses predicted, from the rates at which early reuses failed by idle time
   * @param portFailures connects that found no port, in the mean
   */
  public record Line(
      String algorithm,
      Prediction earlyReuses,
      Prediction failedEarlyReuses,
      double portFailures,
      Recorded recorded) {

    /** Whether the recorded count lies in the predicted interval. */
    public boolean agrees() {
      return earlyReuses.contains((double) recorded.earlyReuses());
    }
  }

  /**
   * What was recorded of the destinations played.
   *
   * @param connects that worked or failed
   */
  public record Recorded(
      int destinations, long connects, long earlyReuses, long failedEarlyReuses) {}

  /**
   * One change of the load or the settings.
   *
   * @param change as it was asked for
   * @param algorithm what it was played with
   * @param connects made, in the mean
   * @param earlyReuses predicted
   * @param failedEarlyReuses predicted
   * @param difference early reuses more (less, if negative) than without the change, seed by seed
   * @param portFailures connects that found no port, in the mean
   */
  public record Effect(
      String change,
      String algorithm,
      double connects,
      Prediction earlyReuses,
      Prediction failedEarlyReuses,
      Prediction difference,
      double portFailures) {

    /** Whether it makes a difference at all. */
    public boolean changesAnything() {
      return !difference.contains(0);
    }
  }

  private final List<SelectionAlgorithm> current = new ArrayList<>();
  private final Simulations simulations;
  private final Recorded recorded;
  private final FailureRates rates;
  private final int seeds;

  /**
   * @param destinations with most connects first
   * @param checks of the same destinations, in the same order
   * @param seeds how many; 0 for as many as are worth their time, which is 39 for small recordings
   */
  public Replay(
      List<RecordedDestination> destinations,
      List<DestinationCheck> checks,
      Duration firewallTimeout,
      int seeds) {
    List<Load> loads = new ArrayList<>();
    List<ConnectTimeline> timelines = new ArrayList<>();
    Map<Load.Ports, PortSpace> spaces = new HashMap<>();
    for (int i = 0; i < destinations.size(); i++) {
      loads.add(Load.of(destinations.get(i), checks.get(i), spaces));
      current.add(algorithm(checks.get(i)));
      timelines.add(destinations.get(i).timeline());
    }
    this.rates =
        FailureRates.of(
            timelines,
            checks.stream().map(check -> check.features().seenShare()).toList(),
            firewallTimeout.toNanos());
    this.recorded = recorded(timelines);
    this.seeds = seeds > 0 ? seeds : worthwhileSeeds(loads);
    this.simulations = new Simulations(loads, current, firewallTimeout.toNanos(), this.seeds);
  }

  private static Recorded recorded(List<ConnectTimeline> timelines) {
    return new Recorded(
        timelines.size(),
        timelines.stream().mapToLong(each -> each.count(ConnectTimeline.JUDGED)).sum(),
        timelines.stream().mapToLong(each -> each.count(ConnectTimeline.EARLY)).sum(),
        timelines.stream().mapToLong(each -> each.count(ConnectTimeline.FAILED_EARLY)).sum());
  }

  private static int worthwhileSeeds(List<Load> loads) {
    long cost =
        loads.stream()
            .mapToLong(load -> (long) (load.timeline().size() / load.seen()) + COST_OF_DESTINATION)
            .sum();
    return (int) Math.max(FEWEST_SEEDS, Math.min(MOST_SEEDS, WORTH / Math.max(1, cost)));
  }

  /** The identified algorithm, else the one that the sysctls ask for, else sequential. */
  private static SelectionAlgorithm algorithm(DestinationCheck check) {
    String identified = check.verdict().algorithm();
    if (identified != null) {
      return SelectionAlgorithms.named(identified);
    }
    return SelectionAlgorithms.configuredBy(check.settings()::sysctl);
  }

  /** Seeds per line. */
  public int seeds() {
    return seeds;
  }

  public Recorded recorded() {
    return recorded;
  }

  /**
   * Each algorithm on the recorded load.
   *
   * @throws InterruptedException if the calling thread is
   */
  public List<Line> algorithms() throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.compared()) {
      List<ReuseCount> counts = simulations.counts(WhatIf.NOTHING, algorithm);
      lines.add(
          new Line(
              algorithm.name(), early(counts), failed(counts), portFailures(counts), recorded));
    }
    return lines;
  }

  /**
   * What changes would do, in the order asked for.
   *
   * @throws InterruptedException if the calling thread is
   */
  public List<Effect> effects(List<WhatIf> changes) throws InterruptedException {
    List<ReuseCount> now = changes.isEmpty() ? List.of() : simulations.counts(WhatIf.NOTHING, null);
    List<Effect> effects = new ArrayList<>();
    for (WhatIf change : changes) {
      List<ReuseCount> then = simulations.counts(change, change.algorithm());
      double[] differences = new double[seeds];
      for (int seed = 0; seed < seeds; seed++) {
        differences[seed] = (double) (then.get(seed).earlyReuses() - now.get(seed).earlyReuses());
      }
      effects.add(
          new Effect(
              change.text(),
              algorithm(change),
              then.stream().mapToLong(ReuseCount::connects).average().orElse(0),
              early(then),
              failed(then),
              Prediction.of(differences),
              portFailures(then)));
    }
    return effects;
  }

  /**
   * Plays a change. Under equal seeds all changes meet the same load.
   *
   * @param kept for how long the device keeps a session, as a part of W, 0 to 1; 1: as it does
   * @throws InterruptedException if the calling thread is
   */
  public Outcomes outcomes(WhatIf change, double kept) throws InterruptedException {
    List<ReuseCount> counts = simulations.counts(change, change.algorithm());
    int bands = ReuseCount.bandsWithin(kept);
    double[] failures = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      failures[seed] = (double) rates.drawWithRates(counts.get(seed), bands, seed);
    }
    double connects = counts.stream().mapToLong(ReuseCount::connects).average().orElse(0);
    return new Outcomes(failures, connects, portFailures(counts));
  }

  private String algorithm(WhatIf change) {
    SelectionAlgorithm asked = change.algorithm();
    if (change.leastRecentlyUsed()) {
      return WhatIf.LEAST_RECENTLY_USED;
    }
    return asked == null ? algorithmNow() : asked.name();
  }

  /** What the recorded load is played with where nothing else is asked for. */
  public String algorithmNow() {
    List<String> names = current.stream().map(SelectionAlgorithm::name).distinct().toList();
    return names.size() == 1 ? names.get(0) : "by destination";
  }

  private static Prediction early(List<ReuseCount> counts) {
    return Prediction.ofCounts(counts.stream().mapToDouble(ReuseCount::earlyReuses).toArray());
  }

  private Prediction failed(List<ReuseCount> counts) {
    double[] failed = new double[counts.size()];
    for (int seed = 0; seed < failed.length; seed++) {
      failed[seed] = (double) rates.draw(counts.get(seed), seed);
    }
    return Prediction.ofCounts(failed);
  }

  private static double portFailures(List<ReuseCount> counts) {
    return counts.stream().mapToLong(ReuseCount::failures).average().orElse(0);
  }
}
