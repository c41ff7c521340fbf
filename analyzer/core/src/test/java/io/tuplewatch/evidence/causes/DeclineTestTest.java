package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Reuses of idle times from bin 800 to 1300 whose chance to fail ends in one way or another. */
class DeclineTestTest {

  private static final FailureMode MODE = FailureMode.NO_ANSWER;
  private static final IdleBins BINS = new IdleBins(60_000_000_000L);

  private final SplittableRandom random = new SplittableRandom(13);

  @Test
  void failuresThatEndAtOneIdleTimeDoNotDecline() {
    int declined = 0;
    for (int run = 0; run < 100; run++) {
      declined += declines(bin -> bin < 1100 ? .9 : 0) ? 1 : 0;
      declined += declines(bin -> bin < 1100 ? .4 : 0) ? 1 : 0;
    }
    assertThat(declined).isLessThanOrEqualTo(6);
  }

  @Test
  void failuresThatGrowFewerWithIdleTimeDecline() {
    int declined = 0;
    for (int run = 0; run < 50; run++) {
      declined += declines(bin -> Math.max(0, (1250 - bin) / 450.0)) ? 1 : 0;
    }
    assertThat(declined).isGreaterThanOrEqualTo(49);
  }

  @Test
  void fewFailuresBeyondASharpEndAreNoDecline() {
    int declined = 0;
    for (int run = 0; run < 50; run++) {
      declined += declines(bin -> bin < 1100 ? .9 : random.nextInt(200) == 0 ? 1 : 0) ? 1 : 0;
    }
    assertThat(declined).isLessThanOrEqualTo(3);
  }

  private boolean declines(IntToDoubleFunction chance) {
    CellCounts cells = new CellCounts(new Storage(1 << 20));
    List<FailedConnect> failures = new ArrayList<>();
    for (int second = 0; second < 1800; second++) {
      int bin = 800 + random.nextInt(500);
      boolean fails = random.nextDouble() < chance.applyAsDouble(bin);
      cells.add(second, 0, bin, fails ? MODE.column() : -1);
      if (fails) {
        failures.add(Failures.early(failures.size(), second, bin));
      }
    }
    boolean[] declines = new boolean[1];
    ReuseHazard.of(
        cells,
        new Background(MODE, failures, 0, null, ResidualFailures.prior()),
        1e9,
        sharp -> {
          declines[0] = DeclineTest.of(cells, MODE, BINS, sharp);
          return declines[0];
        });
    return declines[0];
  }
}
