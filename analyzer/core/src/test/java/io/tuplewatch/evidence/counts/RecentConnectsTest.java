package io.tuplewatch.evidence.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentConnectsTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void classIsThatOfTheConnectsOfTheSecondBefore() {
    SplittableRandom random = new SplittableRandom(1);
    RecentConnects recent = new RecentConnects();
    List<Long> starts = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 20_000; i++) {
      double perSecond = i / 500 % 2 == 0 ? 20 : 90;
      now += (long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND);
      long start = now;
      long before =
          starts.stream().skip(Math.max(0, i - 300)).filter(s -> start - s < SECOND).count();
      int expected = before < 32 ? 0 : before < 64 ? 1 : before < 128 ? 2 : 3;
      assertThat(recent.add(now)).isEqualTo(expected);
      starts.add(now);
    }
  }
}
