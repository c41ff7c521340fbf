package io.tuplewatch.selection.check;

import io.tuplewatch.selection.check.Contest.Contestant;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.Timeline;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks one destination, in two steps: what its ports show of the clock, then the verdict. */
final class DestinationJudgement {

  /** Where all algorithms coincide, so many connects show whether any of them made the ports. */
  private static final int ENOUGH_TO_COINCIDE = 100;

  /** Where no neighbours tell how many connects were seen. */
  private static final double USUAL_SHARE = .9;

  private final RecordedDestination destination;
  private final Timeline trace;
  private final AssumedPorts ports;
  private final FirstPass places;
  private final int[] sure;

  DestinationJudgement(RecordedDestination destination) {
    this.destination = destination;
    this.trace = destination.timeline();
    this.ports = AssumedPorts.of(trace, destination.settings());
    this.places = new FirstPass(ports.space());
    this.sure = Windows.sureOrder(trace, places);
  }

  /** Adds what this destination shows of the re-salts. */
  void addTo(ResaltPhase phase) {
    phase.add(trace, sure, places);
  }

  /**
   * The verdict.
   *
   * @param phase of the re-salts, ns
   * @param budget see {@link Contest#run}
   */
  DestinationCheck check(long phase, int budget) {
    Features features = FeatureCount.of(trace, places, sure, phase);
    Judge judge = new Judge(ports, places, features, destination.settings());
    Verdict verdict = judge.beforehand();
    Map<String, Double> behind = new LinkedHashMap<>();
    Map<String, Double> logLikelihoods = new LinkedHashMap<>();
    int judged = 0;
    boolean contested =
        verdict.reason() == Verdict.Reason.TOO_CLOSE
            || (verdict.reason() == Verdict.Reason.COINCIDE && features.pairs() > 0);
    if (contested) {
      Contest contest = new Contest(places, destination.settings().stepWidth());
      double seen = Double.isNaN(features.seenShare()) ? USUAL_SHARE : features.seenShare();
      double unseenInUse = features.inUseShare() * (1 - seen);
      boolean coincide = verdict.reason() == Verdict.Reason.COINCIDE;
      int most = coincide ? Math.min(budget, ENOUGH_TO_COINCIDE) : budget;
      double followed = seen * sure.length / features.connects();
      contest.run(Windows.of(trace, places, sure, phase), followed, unseenInUse, most);
      verdict = judge.after(contest);
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
