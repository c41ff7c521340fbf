package io.tuplewatch.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {

  @ParameterizedTest
  @CsvSource({
    "=1+1, '''=1+1'",
    "@SUM(A1), '''@SUM(A1)'",
    "+1, '''+1'",
    "-1, '''-1'",
    "'  =1', '''  =1'",
    "\uFF1D1, '''\uFF1D1'",
    "a=b, a=b"
  })
  void textThatASpreadsheetWouldRunIsHeldBack(String text, String cell) {
    assertThat(CsvCell.of(text)).isEqualTo(cell);
  }

  @Test
  void numbersStayNumbersAndQuotesAreDoubled() {
    assertThat(CsvCell.of(-1)).isEqualTo("-1");
    assertThat(CsvCell.of("a\"b,c")).isEqualTo("\"a\"\"b,c\"");
    assertThat(CsvCell.of(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u001B[31mb", "a\tb", "a\r\nb", "a\u202Eb", "a b", "a\u00A0b", "a\u3000b"})
  void cellsOfALineHoldNeitherBlanksNorAnythingThatATerminalObeys(String text) {
    assertThat(LineCell.of(text)).matches("a[^\\s\\p{Z}\\p{Cf}\\p{Cc}]+b");
  }

  @Test
  void whatIsNotKnownIsADashInALine() {
    assertThat(LineCell.of(null)).isEqualTo("-");
    assertThat(LineCell.of("")).isEqualTo("-");
  }
}
