package io.tuplewatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableViewTest {

  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({"24, 80", "50, 200", "10, 40", "5, 20", "1, 1", "24, 132"})
  void linesFitTheTerminalWhateverItsSize(int rows, int columns) {
    List<String> lines = lines(board(300), TableSort.FAILURES, rows, columns);

    assertThat(lines).hasSizeLessThanOrEqualTo(rows);
    assertThat(lines).allMatch(line -> line.length() <= columns);
  }

  @Test
  void narrowTerminalKeepsTheFailuresAndDropsWhatExplainsThem() {
    assertThat(titles(60)).contains("failed", "failed early").doesNotContain("2nd SYN");
    assertThat(titles(140)).contains("failed", "p99", "2nd SYN", "free ports");
  }

  @Test
  void wideTerminalHasTheLastFailureOfEachDestination() {
    Board board = board(1);
    board.add(Connects.failedEarlyReuse("10.9.9.9", 443, 4_200_000_000L), SECOND);

    assertThat(titles(200)).endsWith("last failure");
    assertThat(lines(board, TableSort.FAILURES, 24, 200).stream().limit(6))
        .anyMatch(line -> line.endsWith(" 00:00:00 10.0.0.1:40000 idle 4.200 s Dao.connect:42"));
  }

  private static String titles(int columns) {
    return lines(board(3), TableSort.FAILURES, 24, columns).stream()
        .filter(line -> line.startsWith("destination"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void rowsAreSortedAsTheKeyAsks() {
    Board board = board(3);
    board.add(Connects.failedEarlyReuse("10.9.9.9", 443), SECOND);

    assertThat(firstRow(board, 'r')).startsWith("10.9.9.9:443");
    assertThat(firstRow(board, 'd')).startsWith("10.1.0.0:443");
    assertThat(TableSort.of('x')).isNull();
  }

  private static String firstRow(Board board, char key) {
    TableSort sort = TableSort.of(key);
    assertThat(sort).isNotNull();
    List<String> lines = lines(board, sort, 24, 120);
    int titles =
        lines.indexOf(
            lines.stream().filter(line -> line.startsWith("destination ")).findFirst().get());
    return lines.get(titles + 1);
  }

  @Test
  void hostileNamesDoNotReachTheTerminal() {
    Board board = new Board(10);
    board.add(Connects.failed("10.1.0.1", 443, "evil\u001B[2Jname\u202E"), 0);

    assertThat(String.join("\n", lines(board, TableSort.FAILURES, 24, 200)))
        .contains("\\x1B[2J")
        .doesNotContain("\u001B")
        .doesNotContain("\u202E");
  }

  private static Board board(int destinations) {
    Board board = new Board(5000);
    for (int i = 0; i < destinations; i++) {
      String address = String.format(Locale.ROOT, "10.1.%d.%d", i / 250, i % 250);
      board.add(Connects.worked(address, 443), 0);
    }
    return board;
  }

  private static List<String> lines(Board board, TableSort sort, int rows, int columns) {
    return new TableView(sort, new TerminalScreen.Size(rows, columns))
        .lines(
            "tuplewatch watch 4711",
            board.total(),
            board.rows(SECOND),
            board.lastFailures(10),
            List.of("a note"));
  }
}
