package io.tuplewatch.recording.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedWorkTest {

  private static final long MOST = 100;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void resultsComeInTheOrderOfTheItemsAndNoMoreThanTheirWeightIsUnderWay(int threads) {
    List<Long> weights = new Random(threads).longs(2_000, 0, 90).boxed().toList();
    AtomicLong underWay = new AtomicLong();
    AtomicLong largest = new AtomicLong();
    List<Long> delivered = new ArrayList<>();

    OrderedWork.run(
        weights.iterator(),
        weight -> {
          long now = underWay.addAndGet(weight);
          largest.accumulateAndGet(now, Math::max);
          return weight;
        },
        weight -> {
          underWay.addAndGet(-weight);
          delivered.add(weight);
        },
        threads,
        weight -> weight,
        MOST);

    assertThat(delivered).isEqualTo(weights);
    assertThat(largest.get()).isLessThanOrEqualTo(MOST);
  }

  @Test
  void oneThatIsHeavierThanAllTogetherMayBeIsWorkedOnAlone() {
    List<Long> delivered = new ArrayList<>();

    OrderedWork.run(List.of(1L, 5 * MOST, 1L).iterator(), w -> w, delivered::add, 4, w -> w, MOST);

    assertThat(delivered).containsExactly(1L, 5 * MOST, 1L);
  }
}
