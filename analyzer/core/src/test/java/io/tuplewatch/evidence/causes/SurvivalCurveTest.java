package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The likeliest decline, against all declines there are. */
class SurvivalCurveTest {

  private static final double BACKGROUND = Math.pow(2, -13.5);
  private static final double CHANGE = 2;
  private static final double[] LEVELS = {.25, .5, .9};
  private static final int LOWEST = 1000;
  private static final int BINS = 6;

  private final SplittableRandom random = new SplittableRandom(11);
  private final int[] connects = new int[BINS];
  private final int[] failures = new int[BINS];

  @Test
  void itIsTheLikeliestOfAllPathsThatNeverRise() {
    for (int run = 0; run < 60; run++) {
      double share = random.nextDouble();
      for (int bin = 0; bin < BINS; bin++) {
        connects[bin] = 1 + random.nextInt(30);
        failures[bin] = drawn(connects[bin], share);
        share *= random.nextDouble();
      }
      int[] best = likeliest();
      SurvivalCurve curve = SurvivalCurve.of(likelihood(), LEVELS);

      assertThat(curve.chance()).isEqualTo(best[0] == 0 ? 0 : LEVELS[best[0] - 1]);
      if (best[0] > 0) {
        int first = (int) Arrays.stream(best).filter(level -> level == best[0]).count();
        assertThat(curve.falls()).isEqualTo(LOWEST + first);
      }
    }
  }

  @Test
  void sessionsAreKeptLessAndLessUntilNoneIs() {
    int[] failed = {18, 17, 12, 9, 4, 0};
    for (int bin = 0; bin < BINS; bin++) {
      connects[bin] = 20;
      failures[bin] = failed[bin];
    }
    SurvivalCurve curve = SurvivalCurve.of(likelihood(), LEVELS);

    assertThat(curve.kept(curve.falls())).isEqualTo(1);
    assertThat(curve.kept(curve.ends())).isZero();
    assertThat(curve.half()).isBetween(curve.falls(), curve.ends());
    for (int bin = LOWEST; bin < LOWEST + 2 * BINS; bin++) {
      assertThat(curve.kept(bin + 1)).isLessThanOrEqualTo(curve.kept(bin));
    }
  }

  private int drawn(int n, double share) {
    int drawn = 0;
    for (int i = 0; i < n; i++) {
      drawn += random.nextDouble() < share ? 1 : 0;
    }
    return drawn;
  }

  /** Levels by bin, 0 for none; every change costs. */
  private int[] likeliest() {
    int[] best = {};
    double most = Double.NEGATIVE_INFINITY;
    int paths = (int) Math.pow(LEVELS.length + 1, BINS);
    for (int number = 0; number < paths; number++) {
      int[] path = new int[BINS];
      int digits = number;
      double log = 0;
      boolean rises = false;
      for (int bin = 0; bin < BINS; bin++) {
        path[bin] = digits % (LEVELS.length + 1);
        digits /= LEVELS.length + 1;
        rises |= bin > 0 && path[bin] > path[bin - 1];
        log += gain(bin, path[bin]) - (bin > 0 && path[bin] != path[bin - 1] ? CHANGE : 0);
      }
      if (!rises && log > most) {
        most = log;
        best = path;
      }
    }
    return best;
  }

  private double gain(int bin, int level) {
    double stops = level == 0 ? 0 : LEVELS[level - 1];
    double fails = stops + (1 - stops) * BACKGROUND;
    return failures[bin] * Math.log(fails / BACKGROUND)
        + (connects[bin] - failures[bin]) * Math.log((1 - fails) / (1 - BACKGROUND));
  }

  private HazardLikelihood likelihood() {
    CellCounts cells = new CellCounts(new Storage(1 << 20));
    List<FailedConnect> failed = new ArrayList<>();
    int mode = FailureMode.NO_ANSWER.column();
    for (int bin = 0; bin < BINS; bin++) {
      for (int i = 0; i < connects[bin]; i++) {
        cells.add(bin, 0, LOWEST + bin, i < failures[bin] ? mode : -1);
        if (i < failures[bin]) {
          failed.add(Failures.early(failed.size(), bin, LOWEST + bin));
        }
      }
    }
    Background background =
        new Background(FailureMode.NO_ANSWER, failed, 0, null, ResidualFailures.prior());
    return HazardLikelihood.of(cells, background);
  }
}
