package io.tuplewatch.selection.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.RandomRetryAsMailed;
import io.tuplewatch.selection.algorithm.RandomStep;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked up in place of being played is what would have come out. */
class SimulationsTest {

  private static final long TIMEOUT = 3_600_000_000_000L;
  private static final int SEEDS = 3;
  private static final long SECOND = 1_000_000_000L;

  /** Sequential is played first, so that others could be taken from it. */
  @ParameterizedTest
  @CsvSource({
    // range, reserved, connections held for, s
    "40000-40399, '', 20",
    "40000-40400, '', 20",
    "40000-40399, '', 0",
    "40000-40399, 40100-40149, 20",
    "40000-40400, 40100-40149, 0",
    "40000-40399, 50000, 20",
  })
  void everyLineIsThatOfItsOwnSimulations(String range, String reserved, int held)
      throws Exception {
    Load load = load(new PortSpace(PortRange.parse(range), PortSet.parse(reserved)), held);
    Simulations simulations =
        new Simulations(List.of(load), List.of(new Sequential()), TIMEOUT, SEEDS);

    for (SelectionAlgorithm algorithm : algorithms()) {
      List<ReuseCount> counts = simulations.counts(WhatIf.NOTHING, algorithm);

      for (int seed = 0; seed < SEEDS; seed++) {
        assertThat(counts.get(seed))
            .as("%s, seed %d", algorithm.name(), seed)
            .usingRecursiveComparison()
            .ignoringFields("refused")
            .isEqualTo(alone(load, algorithm, seed));
      }
    }
  }

  private static List<SelectionAlgorithm> algorithms() {
    return List.of(
        new Sequential(), new RandomRetry(), new RandomRetryAsMailed(), new RandomStep(65535));
  }

  private static ReuseCount alone(Load load, SelectionAlgorithm algorithm, int seed) {
    return LoadRun.play(load, algorithm.in(load.space()), seed * 1_000_003L, TIMEOUT);
  }

  @Test
  void changesWithoutAnEffectLeaveTheVeryLoad() {
    Load load = load(new PortSpace(new PortRange(40_000, 40_399), PortSet.parse("50000")), 0);

    for (String change : List.of("reserved=none", "range=40000-40399", "closer=server")) {
      WhatIf whatIf = WhatIf.parse(change);
      assertThat(ChangedLoad.apply(load, null, whatIf, whatIf.space(load.space()), 0))
          .as(change)
          .containsExactly(load);
    }
    for (String change : List.of("reserved=40001", "range=40000-40397", "closer=client")) {
      WhatIf whatIf = WhatIf.parse(change);
      assertThat(ChangedLoad.apply(load, null, whatIf, whatIf.space(load.space()), 0))
          .as(change)
          .doesNotContain(load);
    }
  }

  /** Ten connects a second for five minutes. */
  private static Load load(PortSpace space, int held) {
    SplittableRandom random = new SplittableRandom(7);
    ConnectTimeline.Builder connects = new ConnectTimeline.Builder();
    for (int n = 0; n < 3_000; n++) {
      long start = n * SECOND / 10;
      long close = start + (long) (random.nextDouble() * 2 * held * SECOND);
      connects.add(start, close, close, 40_000, ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED);
    }
    return new Load(connects.build(), space, 60 * SECOND, 0, 1, false);
  }
}
