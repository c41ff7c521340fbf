package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.Draws;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 10, 1000})
  void everyNumberBelowTheBoundIsAsLikely(int bound) {
    Draws draws = new Draws(bound);
    int[] counts = new int[bound];
    int expected = 1000;
    for (int n = 0; n < expected * bound; n++) {
      counts[draws.below(bound)]++;
    }
    assertThat(chiSquare(counts, expected)).isLessThan(bound - 1 + 5 * Math.sqrt(2.0 * bound));
  }

  @Test
  void aBoundThatHardlyFitsHasNoBias() {
    Draws draws = new Draws(4);
    int bound = 3 << 29;
    int[] thirds = new int[3];
    for (int n = 0; n < 300_000; n++) {
      thirds[draws.below(bound) >>> 29]++;
    }
    assertThat(chiSquare(thirds, 100_000)).isLessThan(2 + 5 * Math.sqrt(4));
  }

  @Test
  void movesAreUniformAndFollowEachOtherFreely() {
    SelectionDraws draws = new SelectionDraws(9);
    int[] pairs = new int[64];
    for (int n = 0; n < 640_000; n++) {
      pairs[8 * draws.move(n) + draws.move(n + 1)]++;
    }
    assertThat(chiSquare(pairs, 10_000)).isLessThan(63 + 5 * Math.sqrt(126));
  }

  @Test
  void searchesDrawFreelyOfEachOtherAndOfTheMoves() {
    SelectionDraws draws = new SelectionDraws(3);
    int[] triples = new int[512];
    for (int n = 0; n < 512_000; n++) {
      long key = draws.search(n);
      int first = Draws.below(key, 8);
      int second = Draws.below(Draws.after(key), 8);
      triples[64 * first + 8 * second + draws.move(n)]++;
    }
    assertThat(chiSquare(triples, 1000)).isLessThan(511 + 5 * Math.sqrt(1022));
  }

  @Test
  void equalSeedsGiveEqualStreamsAndPurposesDiffer() {
    assertThat(stream(Draws.of(5, "arrivals"))).isEqualTo(stream(Draws.of(5, "arrivals")));
    assertThat(stream(Draws.of(5, "arrivals"))).isNotEqualTo(stream(Draws.of(5, "hashes")));
    assertThat(stream(Draws.of(5, "arrivals"))).isNotEqualTo(stream(Draws.of(6, "arrivals")));
  }

  private static int[] stream(Draws draws) {
    return IntStream.range(0, 100).map(n -> draws.below(1 << 30)).toArray();
  }

  @Test
  void exponentialTimesHaveMeanAndVarianceOne() {
    Draws draws = new Draws(2);
    double sum = 0;
    double squares = 0;
    int count = 1_000_000;
    for (int n = 0; n < count; n++) {
      double drawn = draws.exponential();
      assertThat(drawn).isGreaterThanOrEqualTo(0);
      sum += drawn;
      squares += drawn * drawn;
    }
    assertThat(sum / count).isBetween(0.995, 1.005);
    assertThat(squares / count).isBetween(1.98, 2.02);
  }

  private static double chiSquare(int[] counts, double expected) {
    return IntStream.of(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }
}
