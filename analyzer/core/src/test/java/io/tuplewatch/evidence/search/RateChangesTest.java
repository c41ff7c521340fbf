package io.tuplewatch.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.search.RateChanges.Change;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateChangesTest {

  private final SplittableRandom random = new SplittableRandom(7);
  private final BitSet failures = new BitSet();
  private int trials;

  @Test
  void aSharpChangeIsFoundAtItsTrial() {
    trials(200, 0);
    trials(100, 1);
    trials(300, 0);

    assertThat(RateChanges.of(failures, trials)).extracting(Change::at).containsExactly(200, 300);
  }

  /** The bounds are those of a likelihood ratio: the true moment is outside in 2 of 1000. */
  @Test
  void theBoundsHoldTheTrueIndex() {
    int held = 0;
    for (int run = 0; run < 100; run++) {
      failures.clear();
      trials = 0;
      trials(150, .05);
      trials(150, .6);
      List<Change> changes = RateChanges.of(failures, trials);
      held += changes.size() == 1 && holds(changes.get(0), 150) ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo(97);
  }

  private static boolean holds(Change change, int trial) {
    return change.earliest() <= trial && trial <= change.latest();
  }

  @Test
  void oneRateThroughoutHasNoChange() {
    for (int run = 0; run < 100; run++) {
      failures.clear();
      trials = 0;
      trials(400, run / 100.0);
      assertThat(RateChanges.of(failures, trials)).isEmpty();
    }
  }

  @Test
  void aChangeThatIsSmallIsNoneHoweverSure() {
    trials(20_000, .1);
    trials(20_000, .2);

    assertThat(RateChanges.of(failures, trials)).isEmpty();
  }

  @Test
  void tooFewTrialsShowNothing() {
    trials(9, 0);
    trials(9, 1);

    assertThat(RateChanges.of(failures, trials)).isEmpty();
  }

  private void trials(int count, double rate) {
    for (int i = 0; i < count; i++) {
      failures.set(trials++, random.nextDouble() < rate);
    }
  }
}
