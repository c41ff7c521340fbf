package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.diagnosis.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "1, < 1 ms",
    "999999, < 1 ms",
    "1000000, 1 ms",
    "999999999, 999 ms",
    "1000000000, 1.0 s",
    "59990000000, 59.9 s",
    "60000000000, 1 min",
    "192000000000, 3 min 12 s",
    "3600000000000, 1 h",
    "7500000000000, 2 h 5 min",
    "172800000000000, 2 d",
    "180000000000000, 2 d 2 h"
  })
  void spansAreGivenInTheirTwoLargestUnits(long nanos, String text) {
    assertThat(Wording.span(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "1, 1 ms",
    "999000001, 1.0 s",
    "5000000000, 5.0 s",
    "5000000001, 5.1 s",
    "59990000000, 1 min",
    "192000000001, 3 min 13 s",
    "7500000000001, 2 h 6 min",
    "172800000000001, 2 d 1 h"
  })
  void upperEndsAreRoundedUp(long nanos, String text) {
    assertThat(Wording.spanUp(nanos)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 0 %",
    "7, 7, 100 %",
    "1, 400, 0.25 %",
    "1, 1000000, < 0.01 %",
    "999999, 1000000, > 99.9 %",
    "1, 3, 33.3 %"
  })
  void percentagesNeverRoundToNoneOrAll(long part, long whole, String text) {
    assertThat(Wording.percent(part, whole)).isEqualTo(text);
  }

  @Test
  void ratesCarryTheirNumbers() {
    assertThat(Wording.rate(new Tally(3, 1200))).isEqualTo("3 of 1,200 (0.25 %)");
    assertThat(Wording.rate(new Tally(0, 0))).isEqualTo("none");
  }

  @Test
  void timesAreUtc() {
    assertThat(Wording.time(1_700_000_000_123_456_789L)).isEqualTo("2023-11-14 22:13:20.123");
  }
}
