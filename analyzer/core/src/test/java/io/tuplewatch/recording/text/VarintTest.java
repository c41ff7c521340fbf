package io.tuplewatch.recording.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VarintTest {

  @Test
  void numbersAreReadAsTheyWereWritten() {
    SplittableRandom random = new SplittableRandom(1);
    for (int bits = 0; bits <= Long.SIZE; bits++) {
      for (int i = 0; i < 100; i++) {
        long number = bits == 0 ? 0 : random.nextLong() >>> (Long.SIZE - bits);
        byte[] bytes = new byte[3 * Varint.LONGEST];
        random.nextBytes(bytes);

        int length = Varint.put(number, bytes, 5);

        assertThat(Varint.length(bytes, 5)).isEqualTo(length).isLessThanOrEqualTo(Varint.LONGEST);
        assertThat(Varint.value(bytes, 5, length)).isEqualTo(number);
        assertThat(inBase128(bytes, 5, length))
            .isEqualTo(new BigInteger(Long.toUnsignedString(number)));
      }
    }
  }

  /** The sum of the groups, of which a ninth has eight bits. */
  private static BigInteger inBase128(byte[] bytes, int at, int length) {
    BigInteger sum = BigInteger.ZERO;
    for (int group = 0; group < length; group++) {
      int mask = group == Varint.LONGEST - 1 ? 0xFF : 0x7F;
      sum = sum.add(BigInteger.valueOf(bytes[at + group] & mask).shiftLeft(7 * group));
    }
    return sum;
  }
}
