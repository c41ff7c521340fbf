package io.tuplewatch.evidence;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@link ReuseHazard} of each mode in which reuses of one destination failed. */
final class ReuseHazards {

  /** No belief is beyond all doubt. */
  private static final double MOST_ODDS = 1e9;

  private final IdleBins bins;
  private final ComparedConnects connects;
  private final Background background;
  private final Map<FailureMode, ReuseHazard> byMode = new EnumMap<>(FailureMode.class);

  ReuseHazards(IdleBins bins, ComparedConnects connects, Background background) {
    this.bins = bins;
    this.connects = connects;
    this.background = background;
  }

  /** As if every use had been recorded. */
  void infer() {
    for (FailureMode mode : FailureMode.values()) {
      if (connects.reusesFailed(mode)) {
        byMode.put(mode, infer(mode, new UnseenUses(bins, 0)));
      }
    }
  }

  /** Again, allowing for uses not recorded; {@code lost}: as {@link SlowAnswers#lost}. */
  void allowFor(UnseenUses uses, double lost) {
    byMode.replaceAll((mode, hazard) -> withUnseen(mode, hazard, uses, lost));
  }

  private ReuseHazard infer(FailureMode mode, UnseenUses unseen) {
    double odds = oddsOf(StratifiedTest.of(Strata.of(connects.cells(), mode)).p());
    return ReuseHazard.of(
        connects.cells(),
        mode,
        second -> background.at(mode, second * ComparedConnects.SECOND),
        background.runs(mode).freshRuns(),
        unseen,
        odds);
  }

  /**
   * No belief in a hazard may be stronger than the stratified test allows, whatever the model of
   * the background says: the bound of Sellke, Bayarri and Berger on a p-value's Bayes factor (The
   * American Statistician 55, 2001).
   */
  private static double oddsOf(double p) {
    double least = Math.max(1e-300, p);
    double factor = least < 1 / Math.E ? 1 / (-Math.E * least * Math.log(least)) : 1;
    return Math.min(MOST_ODDS, ReuseHazard.PRIOR_ODDS * factor);
  }

  /**
   * Some late and first uses fail because a process not recorded had used their tuple. How many is
   * what the kernel's count of connects says, but no more than what loss leaves.
   */
  private ReuseHazard withUnseen(
      FailureMode mode, ReuseHazard hazard, UnseenUses uses, double lost) {
    double expected = hazard.exists() * hazard.chance() * uses.within(hazard.quantile(0.5));
    if (expected <= 0) {
      return hazard;
    }
    double byLoss = mode == FailureMode.NO_ANSWER ? lost : 0;
    double unseen = Math.min(expected, Math.max(0, background.runs(mode).overall() - byLoss));
    background.setUnseen(mode, unseen);
    return infer(mode, uses.times(unseen / expected));
  }

  /** Null: no reuse failed in this mode. */
  @Nullable ReuseHazard of(FailureMode mode) {
    return byMode.get(mode);
  }

  /** The one that the failures speak for most; null if there is none. */
  @Nullable ReuseHazard likeliest() {
    return byMode.values().stream()
        .max(Comparator.comparingDouble(ReuseHazard::bayesFactor))
        .orElse(null);
  }
}
