package io.tuplewatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.Outcome;
import org.junit.jupiter.api.Test;

class BoardTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void destinationsBeyondTheFirstAreCountedTogetherAndNothingIsLost() {
    Board board = new Board(5000);
    for (int i = 0; i < 5123; i++) {
      board.add(Connects.worked("10.1." + i / 250 + "." + i % 250, 443), 0);
    }
    board.add(Connects.failedEarlyReuse("10.1.0.0", 443), 0);

    assertThat(board.rows(SECOND)).hasSize(5001);
    assertThat(board.rows(SECOND))
        .filteredOn(row -> row.destination().isOther())
        .singleElement()
        .satisfies(row -> assertThat(row.counts().connects()).isEqualTo(123));
    assertThat(board.total().connects()).isEqualTo(5124);
    assertThat(board.destinations()).isEqualTo(5000);
  }

  @Test
  void countsAreInTheWordsOfAnAnalysis() {
    Board board = new Board(10);
    board.add(Connects.worked("10.1.0.1", 443), 0);
    board.add(Connects.failed("10.1.0.1", 443, "db"), 0);
    board.add(Connects.failedEarlyReuse("10.1.0.1", 443), 0);
    Counts total = board.total();

    assertThat(total.connects()).isEqualTo(3);
    assertThat(total.failures()).isEqualTo(2);
    assertThat(total.earlyReuses()).isEqualTo(1);
    assertThat(total.failedEarlyReuses()).isEqualTo(1);
    assertThat(total.failuresByOutcome()).containsEntry(Outcome.TIMED_OUT, 2L);
  }

  @Test
  void connectAnsweredAfterASecondHasHadASecondSyn() {
    Board board = new Board(10);
    board.add(Connects.worked("10.1.0.1", 443, SECOND - 1), 0);
    board.add(Connects.worked("10.1.0.1", 443, SECOND + 1), 0);

    assertThat(board.total().answeredLate()).isEqualTo(1);
  }

  @Test
  void ratesAndQuantilesAreThoseOfTheLastMinute() {
    Board board = new Board(10);
    for (int i = 0; i < 1000; i++) {
      board.add(Connects.worked("10.1.0.1", 443, (i + 1) * 1_000_000L), i * SECOND / 10);
    }
    Recent.Rates now = board.rows(100 * SECOND).get(0).recent();

    assertThat(now.connectsPerSecond()).isBetween(9.5, 10.5);
    assertThat(now.p50()).isBetween(630_000_000L, 850_000_000L);
    assertThat(now.p99()).isBetween(890_000_000L, 1_100_000_000L);
    assertThat(board.rows(300 * SECOND).get(0).recent().connectsPerSecond()).isZero();
    assertThat(board.rows(300 * SECOND).get(0).recent().p50()).isEqualTo(-1);
  }
}
