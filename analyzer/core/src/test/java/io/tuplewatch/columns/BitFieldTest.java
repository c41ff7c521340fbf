package io.tuplewatch.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitFieldTest {

  @Test
  void fieldsOfOneLongKeepTheirNumbersApart() {
    SplittableRandom random = new SplittableRandom(1);
    BitField low = BitField.lowest(6);
    BitField middle = low.next(65_535);
    BitField high = middle.next((1L << 45) - 1);
    for (int i = 0; i < 1000; i++) {
      long one = random.nextLong(7);
      long two = random.nextLong(65_536);
      long three = random.nextLong(1L << 45);
      long word = low.put(one) | middle.put(two) | high.put(three);

      assertThat(low.get(word)).isEqualTo(one);
      assertThat(middle.get(word)).isEqualTo(two);
      assertThat(high.get(word)).isEqualTo(three);
      assertThat(middle.clear(word)).isEqualTo(low.put(one) | high.put(three));
    }
  }

  @Test
  void widthIsThatOfTheLargestNumber() {
    assertThat(BitField.lowest(1).bits()).isEqualTo(1);
    assertThat(BitField.lowest(15).bits()).isEqualTo(4);
    assertThat(BitField.lowest(16).bits()).isEqualTo(5);
    assertThat(BitField.lowest(Long.MAX_VALUE).bits()).isEqualTo(63);
  }

  @Test
  void aFieldThatALongHasNoRoomForIsRefused() {
    BitField most = BitField.lowest(Long.MAX_VALUE);

    assertThat(most.next(1).get(-1L)).isEqualTo(1);
    assertThatThrownBy(() -> most.next(2)).isInstanceOf(IllegalArgumentException.class);
  }
}
