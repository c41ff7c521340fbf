package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.Strata;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@link ReuseHazard} of each mode in which reuses of one destination failed. */
public final class ReuseHazards {

  /** No belief is beyond all doubt. */
  private static final double MOST_ODDS = 1e9;

  private final ComparedConnects connects;
  private final Map<FailureMode, ReuseHazard> byMode = new EnumMap<>(FailureMode.class);
  private final Map<FailureMode, Double> mostOdds = new EnumMap<>(FailureMode.class);

  private final Map<FailureMode, Boolean> declines = new EnumMap<>(FailureMode.class);

  ReuseHazards(ComparedConnects connects) {
    this.connects = connects;
  }

  /** Fits the hazard of every mode apart: two devices may answer in two ways. */
  void infer(Collection<Background> backgrounds) {
    for (Background background : backgrounds) {
      FailureMode mode = background.mode();
      if (connects.reusesFailed(mode)) {
        ReuseHazard hazard =
            ReuseHazard.of(
                connects.cells(),
                background,
                mostOdds.computeIfAbsent(mode, this::oddsOf),
                sharp -> declines.computeIfAbsent(mode, m -> declines(m, sharp)));
        byMode.put(mode, hazard);
      }
    }
  }

  /**
   * No belief in a hazard may be stronger than the stratified test allows, whatever the model of
   * the background says: the bound of Sellke, Bayarri and Berger on a p-value's Bayes factor (The
   * American Statistician 55, 2001).
   */
  private double oddsOf(FailureMode mode) {
    double p = StratifiedTest.of(Strata.of(connects.cells(), mode)).p();
    double least = Math.max(1e-300, p);
    double factor = least < 1 / Math.E ? 1 / (-Math.E * least * Math.log(least)) : 1;
    return Math.min(MOST_ODDS, Priors.REUSE_ODDS * factor);
  }

  private boolean declines(FailureMode mode, ReuseHazard sharp) {
    return DeclineTest.of(connects.cells(), mode, connects.bins(), sharp);
  }

  /** Null: no reuse failed in this mode. */
  public @Nullable ReuseHazard hazard(FailureMode mode) {
    return byMode.get(mode);
  }

  /** By mode in which a reuse failed, the chance, 0 to 1, that there is a hazard at all. */
  public Map<FailureMode, Double> exist() {
    Map<FailureMode, Double> exist = new EnumMap<>(FailureMode.class);
    byMode.forEach((mode, hazard) -> exist.put(mode, hazard.exists()));
    return exist;
  }

  /** The one that the failures speak for most; null if there is none. */
  public @Nullable ReuseHazard likeliest() {
    return byMode.values().stream()
        .max(Comparator.comparingDouble(ReuseHazard::bayesFactor))
        .orElse(null);
  }
}
