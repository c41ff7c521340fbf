package io.tuplewatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.RecordedTime.Chunk;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordedTimeTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long TENTH = SECOND / 10;

  @Test
  void chunksThatFollowEachOtherAreOneInterval() {
    RecordedTime recorded = recorded(chunk(60, 120), chunk(0, 60), chunk(120, 180));

    assertThat(recorded.unbrokenBefore(170 * SECOND)).isEqualTo(170 * SECOND);
    assertThat(recorded.holes()).isZero();
  }

  @Test
  void historyEndsAtAHole() {
    RecordedTime recorded = recorded(chunk(0, 60), chunk(90, 150));

    assertThat(recorded.unbrokenBefore(50 * SECOND)).isEqualTo(50 * SECOND);
    assertThat(recorded.unbrokenBefore(100 * SECOND)).isEqualTo(10 * SECOND);
    assertThat(recorded.holes()).isEqualTo(1);
  }

  @Test
  void timeThatWasNotRecordedHasNoHistory() {
    RecordedTime recorded = recorded(chunk(10, 60), chunk(90, 150));

    assertThat(recorded.unbrokenBefore(5 * SECOND)).isZero();
    assertThat(recorded.unbrokenBefore(75 * SECOND)).isZero();
    assertThat(recorded.unbrokenBefore(151 * SECOND)).isZero();
  }

  @Test
  void aTenthOfASecondBetweenChunksIsNoHole() {
    Chunk first = chunk(0, 60);
    Chunk touching = new Chunk(60 * SECOND + TENTH, 60 * SECOND + TENTH, 70 * SECOND);
    Chunk apart = new Chunk(60 * SECOND + TENTH + 1, 60 * SECOND + TENTH + 1, 70 * SECOND);

    assertThat(recorded(first, touching).holes()).isZero();
    assertThat(recorded(first, apart).holes()).isEqualTo(1);
  }

  @Test
  void chunkOfAnotherDumpThatLiesWithinIsNoHole() {
    RecordedTime recorded = recorded(chunk(0, 100), chunk(10, 20), chunk(100, 130));

    assertThat(recorded.unbrokenBefore(130 * SECOND)).isEqualTo(130 * SECOND);
  }

  @Test
  void agentThatCameLateHasNoHistoryFromBefore() {
    Chunk late = new Chunk(0, 40 * SECOND, 60 * SECOND);

    RecordedTime recorded = recorded(late, chunk(60, 120));

    assertThat(recorded.unbrokenBefore(30 * SECOND)).isZero();
    assertThat(recorded.unbrokenBefore(100 * SECOND)).isEqualTo(60 * SECOND);
  }

  private static RecordedTime recorded(Chunk... chunks) {
    return RecordedTime.of(Arrays.asList(chunks));
  }

  private static Chunk chunk(long from, long to) {
    return new Chunk(from * SECOND, from * SECOND, to * SECOND);
  }
}
