package io.tuplewatch.evidence.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private static final long[] WINDOWS = {200, 500, 5000};

  /** Against all starts, counted anew for each connect; bursts make the ring grow. */
  @Test
  void eachWindowHoldsTheAnswersThatStartedWithinIt() {
    SplittableRandom random = new SplittableRandom(3);
    RecentAnswers recent = new RecentAnswers(WINDOWS);
    List<Long> worked = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 5000; i++) {
      now += random.nextInt(10) == 0 ? random.nextInt(4000) : random.nextInt(3);
      int[] counts = recent.at(now);
      for (int window = 0; window < WINDOWS.length; window++) {
        long from = now - WINDOWS[window];
        assertThat(counts[window])
            .isEqualTo((int) worked.stream().filter(start -> start > from).count());
      }
      if (random.nextInt(4) > 0) {
        recent.add(now);
        worked.add(now);
      }
    }
  }
}
