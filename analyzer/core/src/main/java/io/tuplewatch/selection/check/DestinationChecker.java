package io.tuplewatch.selection.check;

import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.ModelComparison.Hypothesis;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.CandidateRings;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.TimeWaitHeld;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks one destination, in two steps: what its ports show of the clock, then the verdict. */
final class DestinationChecker {

  /** So many connects show whether an algorithm made the ports at all. */
  private static final int ENOUGH_TO_EXPLAIN = 100;

  /** Where no neighbours tell how many connects were seen. */
  private static final double USUAL_SHARE = .9;

  private final RecordedDestination destination;
  private final ConnectTimeline timeline;
  private final AssumedPorts ports;
  private final CandidateRing ring;
  private final int[] sure;
  private final TimeWaitHeld timeWait;

  DestinationChecker(RecordedDestination destination, CandidateRings rings) {
    this.destination = destination;
    this.timeline = destination.timeline();
    this.ports = AssumedPorts.of(timeline, destination.settings(), rings);
    this.ring = ports.ring();
    this.sure = Windows.sureOrder(timeline, ring);
    this.timeWait = TimeWaitHeld.of(destination);
  }

  /** Adds what this destination shows of the re-salts. */
  void addTo(ResaltPhaseEstimator phase) {
    phase.add(timeline, sure, ring);
  }

  /**
   * The verdict.
   *
   * @param resalts as the destinations of the namespace show them
   * @param budget see {@link ModelComparison#run}
   * @param others what the other destinations of the namespace show; null if that is not clear
   */
  DestinationCheck check(Resalts resalts, int budget, @Nullable SelectionVerdict others) {
    int[] told = resalts.told(timeline, sure);
    boolean oneRange = RangeInForce.throughout(timeline, told, ring, resalts);
    Features features = FeatureCounter.count(timeline, ring, sure, resalts, timeWait);
    DecisionRule rule = new DecisionRule(ports, ring, features, destination.settings(), oneRange);
    SelectionVerdict verdict = rule.beforehand();
    boolean coincide = verdict.reason() == SelectionVerdict.Reason.COINCIDE && features.pairs() > 0;
    if (!coincide && verdict.reason() != SelectionVerdict.Reason.TOO_CLOSE) {
      return check(verdict, features, null);
    }
    if (others != null && others.algorithm() != null && !coincide) {
      ModelComparison alone =
          new ModelComparison(ring, SelectionAlgorithms.named(others.algorithm()));
      run(alone, features, resalts, Math.min(budget, ENOUGH_TO_EXPLAIN));
      SelectionVerdict asOthers = rule.asOthers(others, alone);
      if (asOthers != null) {
        return check(asOthers, features, null);
      }
    }
    ModelComparison comparison =
        new ModelComparison(ring, destination.settings(), features.inUseShare());
    run(comparison, features, resalts, coincide ? Math.min(budget, ENOUGH_TO_EXPLAIN) : budget);
    return check(rule.after(comparison), features, comparison);
  }

  private void run(ModelComparison comparison, Features features, Resalts resalts, int budget) {
    double seen = Double.isNaN(features.seenShare()) ? USUAL_SHARE : features.seenShare();
    double unseenInUse = features.inUseShare() * (1 - seen);
    double followed = seen * sure.length / features.connects();
    comparison.run(
        Windows.of(timeline, ring, resalts.told(timeline, sure), resalts),
        followed,
        unseenInUse,
        budget);
  }

  /**
   * @param comparison null if none was run of all algorithms
   */
  private DestinationCheck check(
      SelectionVerdict verdict, Features features, @Nullable ModelComparison comparison) {
    Map<String, Double> behind = new LinkedHashMap<>();
    Map<String, Double> logLikelihoods = new LinkedHashMap<>();
    int judged = 0;
    if (comparison != null) {
      Hypothesis best = comparison.best();
      judged = best.likelihood().windows();
      for (Hypothesis family : comparison.byFamily()) {
        behind.put(family.family(), best.aheadOf(family));
        logLikelihoods.put(
            family.family(), -best.likelihood().margin(family.likelihood(), Double.MAX_VALUE));
      }
    }
    return new DestinationCheck(
        destination.key(),
        destination.settings(),
        ports.space().range(),
        ports.rangeRecorded(),
        ports.space().reserved(),
        ports.reservedRecorded(),
        ports.space().bound(),
        ports.usedThoughReserved(),
        ports.outsideRange(),
        timeWait,
        verdict,
        features,
        behind,
        logLikelihoods,
        judged);
  }
}
