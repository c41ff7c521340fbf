package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether tries that a session stops count as its packets: told by when tuples fail again, and when
 * they work again. A ratio of likelihoods for each mode.
 */
final class RefreshTest {

  private static final double HARDLY_WORKS = .999;

  private final Models models;
  private final Combination combination;

  private RefreshTest(Models models, Combination combination) {
    this.models = models;
    this.combination = combination;
  }

  /**
   * By {@link FailureMode#column}. O(failures).
   *
   * @param combination of the models, with no path dead
   */
  static boolean[] of(FailedConnects failures, Models models, Combination combination) {
    RefreshTest test = new RefreshTest(models, combination);
    double[] odds = new double[FailureMode.COUNT];
    Arrays.fill(odds, Math.log(Priors.REFRESHES / (1 - Priors.REFRESHES)));
    for (FailedConnect last : failures.all()) {
      FailedConnects.NextUse next = failures.next(last);
      ReuseHazard hazard = models.hazards().hazard(last.mode());
      if (hazard != null && (next == null || next.worked())) {
        odds[last.mode().column()] += test.odds(hazard, last, next);
      }
    }
    boolean[] refreshes = new boolean[FailureMode.COUNT];
    for (int mode = 0; mode < odds.length; mode++) {
      refreshes[mode] = odds[mode] > 0;
    }
    return refreshes;
  }

  /** Logarithm; {@code last}: the tuple's last failure, after which it may have worked again. */
  private double odds(
      ReuseHazard hazard, FailedConnect last, FailedConnects.@Nullable NextUse next) {
    double refreshes = 1;
    double keeps = 1;
    FailedConnect failure = last;
    FailedConnect before = failure.previous();
    while (before != null && before.mode() == failure.mode()) {
      int from = combination.sessionBin(before, failure.start(), failure.bin());
      refreshes *= fails(hazard, failure, before, failure.bin(), from, 1);
      keeps *= fails(hazard, failure, before, failure.bin(), from, 0);
      failure = before;
      before = failure.previous();
    }
    if (next == null) {
      double dead = Math.max(Priors.DEAD_TO_THE_END, models.dead()[last.number()]);
      return Math.log(dead + (1 - dead) * refreshes) - Math.log(dead + (1 - dead) * keeps);
    }
    int from = combination.sessionBin(last, next.start(), next.bin());
    return Math.log(refreshes)
        - Math.log(keeps)
        + Math.log(1 - fails(hazard, last, last, next.bin(), from, 1))
        - Math.log(1 - fails(hazard, last, last, next.bin(), from, 0));
  }

  /** Chance that a use around the time of one failure, after another, fails. */
  private double fails(
      ReuseHazard hazard,
      FailedConnect around,
      FailedConnect after,
      int bin,
      int sessionBin,
      double refreshed) {
    Background background = models.background(around.mode());
    double up = background.whileUp(around);
    double fails =
        hazard.outlook(bin, up, combination.stopped(after), sessionBin, refreshed, 0).fails();
    double down = background.down(around);
    return Math.min(HARDLY_WORKS, down + (1 - down) * fails);
  }
}
