package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.Strata;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
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

  /**
   * Of every mode. Two devices may answer in two ways; but what one mode shows well is not to be
   * believed of another for the same reason.
   */
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
    share();
  }

  /** Goes through all sets of modes that may have a hazard, for the belief in each mode. */
  private void share() {
    List<ReuseHazard> hazards = List.copyOf(byMode.values());
    double[] odds = hazards.stream().mapToDouble(h -> h.exists() / (1 - h.exists())).toArray();
    double[] with = new double[odds.length];
    double all = 0;
    for (int set = 0; set < (1 << odds.length); set++) {
      double weight = set == 0 ? 1 : 1 / Priors.IN_ANOTHER_MODE;
      for (int i = 0; i < odds.length; i++) {
        weight *= (set & (1 << i)) == 0 ? 1 : odds[i] * Priors.IN_ANOTHER_MODE;
      }
      all += weight;
      for (int i = 0; i < odds.length; i++) {
        with[i] += (set & (1 << i)) == 0 ? 0 : weight;
      }
    }
    for (int i = 0; i < odds.length; i++) {
      hazards.get(i).believe(Math.min(with[i] / all, MOST_ODDS / (1 + MOST_ODDS)));
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

  /** The one that the failures speak for most; null if there is none. */
  public @Nullable ReuseHazard likeliest() {
    return byMode.values().stream()
        .max(Comparator.comparingDouble(ReuseHazard::bayesFactor))
        .orElse(null);
  }
}
