package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.SynSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SynScheduleTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final long DAY = 86_400 * SECOND;

  @Test
  void timeoutsDoubleFromOneSecond() {
    assertThat(secondsOfAllSyns(new SynSettings(6, 0))).containsExactly(0, 1, 3, 7, 15, 31, 63);
  }

  @Test
  void linearTimeoutsComeFirst() {
    assertThat(secondsOfAllSyns(new SynSettings(6, 4)))
        .containsExactly(0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67);
  }

  @Test
  void timeoutIsCappedAtTwoMinutes() {
    assertThat(secondsOfAllSyns(new SynSettings(9, 0)))
        .containsExactly(0, 1, 3, 7, 15, 31, 63, 127, 247, 367);
  }

  @Test
  void aTimeoutOfWholeSecondsEndsTheAttemptBeforeTheSynThatIsDueWithIt() {
    long ended = 3 * SECOND + 2 * MILLISECOND;

    assertThat(SynSchedule.lastSynNanos(ended, SynSettings.DEFAULT)).isEqualTo(SECOND);
  }

  @Test
  void aSynDueTwentyMillisecondsBeforeTheEndWasSent() {
    long ended = 3 * SECOND + 20 * MILLISECOND;

    assertThat(SynSchedule.lastSynNanos(ended, SynSettings.DEFAULT)).isEqualTo(3 * SECOND);
    assertThat(SynSchedule.lastSynNanos(ended - 1, SynSettings.DEFAULT)).isEqualTo(SECOND);
  }

  @Test
  void firstSynIsTheLastOneOfAShortAttempt() {
    assertThat(SynSchedule.lastSynNanos(0, SynSettings.DEFAULT)).isZero();
    assertThat(SynSchedule.lastSynNanos(SECOND, SynSettings.DEFAULT)).isZero();
  }

  @Test
  void attemptThatTheKernelGaveUpEndsWithItsLastRetransmission() {
    assertThat(SynSchedule.lastSynNanos(127 * SECOND, SynSettings.DEFAULT)).isEqualTo(63 * SECOND);
    assertThat(SynSchedule.lastSynNanos(DAY, new SynSettings(127, 127)))
        .isEqualTo((1 + 127 + 2 + 4 + 8 + 16 + 32 + 64 + 120 * 120) * SECOND);
  }

  @Test
  void synsSentAreThoseOfTheScheduleUpToItsLast() {
    SynSettings linear = new SynSettings(6, 4);

    assertThat(SynSchedule.synsSent(2 * SECOND, SynSettings.DEFAULT)).isEqualTo(2);
    assertThat(SynSchedule.synsSent(3 * SECOND, SynSettings.DEFAULT)).isEqualTo(2);
    assertThat(SynSchedule.synsSent(127 * SECOND, SynSettings.DEFAULT)).isEqualTo(7);
    assertThat(SynSchedule.synsSent(3 * SECOND + SECOND / 2, linear)).isEqualTo(4);
    assertThat(SynSchedule.synsSent(DAY, linear)).isEqualTo(11);
  }

  @Test
  void anAnswerAfterTheSecondSynWasDueIsAnAnswerToIt() {
    assertThat(SynSchedule.synsAnswered(SECOND - 1, SynSettings.DEFAULT)).isEqualTo(1);
    assertThat(SynSchedule.synsAnswered(SECOND + MILLISECOND, SynSettings.DEFAULT)).isEqualTo(2);
    assertThat(SynSchedule.synsAnswered(DAY, SynSettings.DEFAULT)).isEqualTo(7);
  }

  private static List<Integer> secondsOfAllSyns(SynSettings settings) {
    List<Integer> seconds = new ArrayList<>();
    for (long second = 0; second < 1000; second++) {
      int last = (int) (SynSchedule.lastSynNanos(second * SECOND + SECOND / 2, settings) / SECOND);
      if (!seconds.contains(last)) {
        seconds.add(last);
      }
    }
    return seconds;
  }
}
