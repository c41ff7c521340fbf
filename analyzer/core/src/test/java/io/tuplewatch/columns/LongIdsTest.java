package io.tuplewatch.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongIdsTest {

  @Test
  void everyNumberIsThatOfTheFirstTimeItsKeyCame() {
    SplittableRandom random = new SplittableRandom(1);
    LongIds ids = new LongIds();
    Map<Long, Integer> expected = new HashMap<>();

    for (int i = 0; i < 100_000; i++) {
      long key = random.nextLong(-20_000, 20_000) * (1L << random.nextInt(40));
      int known = expected.size();
      int id = expected.computeIfAbsent(key, k -> known);
      assertThat(ids.idOf(key)).isEqualTo(id);
      assertThat(ids.get(id)).isEqualTo(key);
    }

    assertThat(ids.size()).isEqualTo(expected.size());
    expected.forEach((key, id) -> assertThat(ids.find(key)).isEqualTo(id));
  }

  @Test
  void zeroIsAKeyLikeAnyOther() {
    LongIds ids = new LongIds();

    assertThat(ids.find(0)).isEqualTo(-1);
    assertThat(ids.idOf(7)).isZero();
    assertThat(ids.find(0)).isEqualTo(-1);
    assertThat(ids.idOf(0)).isEqualTo(1);
    assertThat(ids.find(0)).isEqualTo(1);
  }
}
