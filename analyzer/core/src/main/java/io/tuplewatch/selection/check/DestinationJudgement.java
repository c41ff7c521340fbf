package io.tuplewatch.selection.check;

import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.Contest.Contestant;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.CandidateRings;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks one destination, in two steps: what its ports show of the clock, then the verdict. */
final class DestinationJudgement {

  /** So many connects show whether an algorithm made the ports at all. */
  private static final int ENOUGH_TO_EXPLAIN = 100;

  /** Where no neighbours tell how many connects were seen. */
  private static final double USUAL_SHARE = .9;

  private final RecordedDestination destination;
  private final Timeline trace;
  private final AssumedPorts ports;
  private final CandidateRing places;
  private final int[] sure;

  DestinationJudgement(RecordedDestination destination, CandidateRings known) {
    this.destination = destination;
    this.trace = destination.timeline();
    this.ports = AssumedPorts.of(trace, destination.settings(), known);
    this.places = ports.places();
    this.sure = Windows.sureOrder(trace, places);
  }

  /** Adds what this destination shows of the re-salts. */
  void addTo(ResaltPhase phase) {
    phase.add(trace, sure, places);
  }

  /**
   * The verdict.
   *
   * @param resalts as the destinations of the namespace show them
   * @param budget see {@link Contest#run}
   * @param others what the other destinations of the namespace show; null if that is not clear
   */
  DestinationCheck check(Resalts resalts, int budget, @Nullable Verdict others) {
    Features features = FeatureCount.of(trace, places, sure, resalts);
    Judge judge = new Judge(ports, places, features, destination.settings());
    Verdict verdict = judge.beforehand();
    boolean coincide = verdict.reason() == Verdict.Reason.COINCIDE && features.pairs() > 0;
    if (!coincide && verdict.reason() != Verdict.Reason.TOO_CLOSE) {
      return check(verdict, features, null);
    }
    if (others != null && others.algorithm() != null && !coincide) {
      Contest alone = new Contest(places, SelectionAlgorithms.named(others.algorithm()));
      run(alone, features, resalts, Math.min(budget, ENOUGH_TO_EXPLAIN));
      Verdict asOthers = judge.asOthers(others, alone);
      if (asOthers != null) {
        return check(asOthers, features, null);
      }
    }
    Contest contest =
        new Contest(places, destination.settings().stepWidth(), features.inUseShare());
    run(contest, features, resalts, coincide ? Math.min(budget, ENOUGH_TO_EXPLAIN) : budget);
    return check(judge.after(contest), features, contest);
  }

  private void run(Contest contest, Features features, Resalts resalts, int budget) {
    double seen = Double.isNaN(features.seenShare()) ? USUAL_SHARE : features.seenShare();
    double unseenInUse = features.inUseShare() * (1 - seen);
    double followed = seen * sure.length / features.connects();
    contest.run(
        Windows.of(trace, places, resalts.told(trace, sure), resalts),
        followed,
        unseenInUse,
        budget);
  }

  /**
   * @param contest null if none was run of all algorithms
   */
  private DestinationCheck check(Verdict verdict, Features features, @Nullable Contest contest) {
    Map<String, Double> behind = new LinkedHashMap<>();
    Map<String, Double> logLikelihoods = new LinkedHashMap<>();
    int judged = 0;
    if (contest != null) {
      Contestant best = contest.best();
      judged = best.likelihood().windows();
      for (Contestant family : contest.byFamily()) {
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
        verdict,
        features,
        behind,
        logLikelihoods,
        judged);
  }
}
