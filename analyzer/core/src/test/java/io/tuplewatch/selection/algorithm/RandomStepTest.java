package io.tuplewatch.selection.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RandomStepTest {

  @Test
  void everyDrawGivesTheStepThatSearchingFromItFinds() {
    for (int candidates = 1; candidates <= 400; candidates++) {
      for (int width : new int[] {1, 2, 3, 7, 30, 211, 65535}) {
        char[] steps = RandomStep.steps(candidates, width);
        int most = Math.min(candidates, width);
        assertThat(steps).hasSize(most + 1);
        for (int drawn = 1; drawn <= most; drawn++) {
          assertThat((int) steps[drawn])
              .as("draw %d of %d, %d candidates", drawn, most, candidates)
              .isEqualTo(searched(drawn, most, candidates));
        }
      }
    }
  }

  @Test
  void theSeedsRangeGivesTheStepsThatSearchingFinds() {
    char[] steps = RandomStep.steps(28250, 65535);
    for (int drawn = 1; drawn <= 28250; drawn++) {
      assertThat((int) steps[drawn]).isEqualTo(searched(drawn, 28250, 28250));
    }
  }

  private static int searched(int drawn, int most, int candidates) {
    BigInteger modulus = BigInteger.valueOf(candidates);
    for (int step = drawn; step <= most; step++) {
      if (BigInteger.valueOf(step).gcd(modulus).equals(BigInteger.ONE)) {
        return step;
      }
    }
    return 1;
  }

  @Test
  void aWidthOutsideTheSysctlsRangeIsRefused() {
    assertThatThrownBy(() -> new RandomStep(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RandomStep(65536)).isInstanceOf(IllegalArgumentException.class);
  }
}
