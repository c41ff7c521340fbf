package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The likelihood of every lifetime at once, against a product over connects. */
class HazardLikelihoodTest {

  private static final double BACKGROUND = Math.pow(2, -13.5);

  @Test
  void likelihoodOfALifetimeIsTheProductOverItsConnects() {
    SplittableRandom random = new SplittableRandom(1);
    CellCounts cells = new CellCounts(new Storage(1 << 20));
    List<FailedConnect> failures = new ArrayList<>();
    Map<Integer, int[]> counts = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      int bin = 1000 + random.nextInt(30);
      boolean fails = random.nextDouble() < .3;
      cells.add(i, 0, bin, fails ? FailureMode.NO_ANSWER.column() : -1);
      counts.computeIfAbsent(bin, b -> new int[2])[fails ? 1 : 0]++;
      if (fails) {
        failures.add(Failures.early(failures.size(), i, bin));
      }
    }
    Background background =
        new Background(FailureMode.NO_ANSWER, failures, 0, null, ResidualFailures.prior());
    HazardLikelihood likelihood = HazardLikelihood.of(cells, background);
    double factor = 1.7;
    double nothing = likelihood.ofNothing(factor);

    double[] lifetimes = likelihood.ofLifetimes(.4, factor, nothing);

    assertThat(nothing).isCloseTo(product(counts, 0, 0, factor), within(1e-9));
    for (int j = 0; j < lifetimes.length; j++) {
      double expected = product(counts, .4, likelihood.lowest() + j, factor);
      assertThat(lifetimes[j]).isCloseTo(expected, within(1e-9));
    }
  }

  private static double product(
      Map<Integer, int[]> counts, double chance, int lastBin, double factor) {
    double log = 0;
    for (Map.Entry<Integer, int[]> bin : counts.entrySet()) {
      double stops = bin.getKey() <= lastBin ? chance : 0;
      double fails = stops + (1 - stops) * factor * BACKGROUND;
      log += bin.getValue()[1] * Math.log(fails) + bin.getValue()[0] * Math.log(1 - fails);
    }
    return log;
  }
}
