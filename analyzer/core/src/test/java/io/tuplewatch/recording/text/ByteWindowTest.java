package io.tuplewatch.recording.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteWindowTest {

  private static final int LENGTH = 10_000;

  private final ByteWindow window = new ByteWindow();

  @Test
  void wordThatBeginsAnywhereIsThatOfTheBytes() {
    byte[] bytes = new byte[LENGTH + ByteWindow.LOOKED_AT];
    new SplittableRandom(2).nextBytes(bytes);
    window.show(bytes, LENGTH);
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    for (int at = 0; at < LENGTH; at++) {
      assertThat(window.word(at)).isEqualTo(expected.getLong(at));
    }
  }

  /** Encodings and counts that often make sense, and contents of few kinds of byte. */
  @Test
  void lengthOfATextIsThatToldFromTheBytesOneByOne() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[64 + ByteWindow.LOOKED_AT];
    for (int run = 0; run < 20_000; run++) {
      random.nextBytes(bytes);
      bytes[0] = (byte) random.nextInt(-1, 8);
      bytes[1] = (byte) (random.nextInt(4) > 0 ? random.nextInt(40) : random.nextInt(256));
      for (int i = 2; i < bytes.length && random.nextInt(200) > 0; i++) {
        bytes[i] &= 0x7F;
      }
      int end = random.nextInt(1, 65);
      window.show(bytes, 64);

      int expected = TextEncoding.length(bytes, 0, end);
      int told = window.textLength(0, end);

      boolean fits = expected >= 0 && expected <= end;
      assertThat(told >= 0 && told <= end).isEqualTo(fits);
      assertThat(fits ? told : expected).isEqualTo(expected);
    }
  }

  @Test
  void textHasTheSameNumberWhereverItStandsAndWhateverFollowsIt() {
    SplittableRandom random = new SplittableRandom(4);
    Texts texts = new Texts();
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = new byte[64 + ByteWindow.LOOKED_AT];
      random.nextBytes(bytes);
      int at = random.nextInt(8);
      int count = random.nextInt(30);
      bytes[at] = TextEncoding.LATIN_1;
      bytes[at + 1] = (byte) count;
      for (int i = 0; i < count; i++) {
        bytes[at + 2 + i] = (byte) ('a' + random.nextInt(2));
      }
      window.show(bytes, 64);
      long[] numbers = {Texts.span(at, 2 + count)};

      texts.number(window, numbers, 1);

      assertThat(numbers[0]).isEqualTo(texts.idOf(bytes, at, at + 2 + count));
    }
  }
}
