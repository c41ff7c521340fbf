package io.tuplewatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventClockTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long OFFSET = 1_800_000_000 * SECOND;

  private final EventClock clock = new EventClock();

  /** At 100 s of the monotonic clock a chunk begins; an event comes at 105 s. */
  private void firstChunk() {
    clock.set(OFFSET + 100 * SECOND, OFFSET);
    clock.saw(OFFSET + 105 * SECOND);
    assertThat(clock.monotonic(OFFSET + 105 * SECOND)).isEqualTo(105 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {7200, -3600, 60, -60, 0})
  void readerThatCountsOnFromTheChunkBeforeIsToldFromItsTimes(long step) {
    firstChunk();

    clock.set(OFFSET + 109 * SECOND, OFFSET + step * SECOND);

    assertThat(clock.monotonic(OFFSET + 110 * SECOND)).isEqualTo(110 * SECOND);
    assertThat(clock.wall(OFFSET + 110 * SECOND)).isEqualTo(OFFSET + (110 + step) * SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {7200, -3600, 60, -60, 0})
  void readerThatCountsFromTheNewChunkIsToldFromItsTimes(long step) {
    firstChunk();
    long now = OFFSET + (109 + step) * SECOND;

    clock.set(now, OFFSET + step * SECOND);

    assertThat(clock.monotonic(now)).isEqualTo(109 * SECOND);
    assertThat(clock.wall(now)).isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(longs = {7200, -3600, 60, -60, 0})
  void afterAStepBackAndForthOfAReaderThatCountsOnItsTimesStillFit(long step) {
    firstChunk();
    clock.set(OFFSET + 109 * SECOND, OFFSET + step * SECOND);
    clock.saw(OFFSET + 115 * SECOND);

    clock.set(OFFSET + 119 * SECOND, OFFSET);

    assertThat(clock.monotonic(OFFSET + 120 * SECOND)).isEqualTo(120 * SECOND);
    assertThat(clock.wall(OFFSET + 120 * SECOND)).isEqualTo(OFFSET + 120 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 600})
  void chunkThatIsOpenedByItselfIsTakenAsItSaysHoweverLongNothingCame(long silence) {
    firstChunk();
    long now = OFFSET + (109 + silence + 1) * SECOND;

    clock.renewReader();
    clock.set(now, OFFSET + SECOND);

    assertThat(clock.monotonic(now)).isEqualTo((109 + silence) * SECOND);
  }
}
