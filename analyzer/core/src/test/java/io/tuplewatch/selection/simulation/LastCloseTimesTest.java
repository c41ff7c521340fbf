package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastCloseTimesTest {

  /** Connects that nobody recorded come on top of those that were announced. */
  @ParameterizedTest
  @CsvSource({"28232, 3", "28232, 0", "64, 64", "1, 1", "100, 5000"})
  void everyUseIsRememberedHoweverManyWereExpected(int indices, int expected) {
    SplittableRandom random = new SplittableRandom(17);
    LastCloseTimes times = new LastCloseTimes(indices, expected);
    Map<Integer, Long> oracle = new HashMap<>();
    for (long now = 0; now < 50_000; now++) {
      int index = random.nextInt(indices);
      Long before = oracle.put(index, now);
      assertThat(times.replace(index, now))
          .isEqualTo(before == null ? LastCloseTimes.NEVER : before);
    }
  }
}
