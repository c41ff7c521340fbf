package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.search.Delay;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that stops the first SYN of a known four-tuple fails nothing, and costs a second. */
class LateAnswersTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void delayThatEndsWithIdleIsFoundWithItsIdleTime(long seed) {
    LabelledHistory history = HistoryGenerator.play(behindADevice(seed, 1));

    LateAnswers late = lateAnswers(history).get(0);

    assertThat(late.late())
        .isEqualTo(history.attempts().stream().filter(LateAnswersTest::late).count());
    Delay delay = late.delay();
    assertThat(delay).isNotNull();
    assertThat(LIFETIME.toNanos()).isBetween(delay.step().lowNanos(), delay.step().highNanos());
    assertThat(late.byIdle().stream().mapToLong(row -> row.connects().connects()).sum())
        .isEqualTo(late.connected());
    assertThat(late.byIdle().stream().mapToLong(row -> row.connects().failed()).sum())
        .isEqualTo(late.late());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void oneInFourDelayedIsEnoughBesideLoss(long seed) {
    Delay delay = lateAnswers(HistoryGenerator.play(behindADevice(seed, .25))).get(0).delay();

    assertThat(delay).isNotNull();
    assertThat(delay.step().lowNanos()).isLessThanOrEqualTo(LIFETIME.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void lossDelaysWhateverTheIdleTime(long seed) {
    Setting lossy = Setting.quiet(seed).at(3).losing(.1).waiting(Duration.ofSeconds(8));

    LateAnswers late = lateAnswers(HistoryGenerator.play(lossy)).get(0);

    assertThat(late.late()).isGreaterThan(500);
    assertThat(late.delay()).isNull();
  }

  private static Setting behindADevice(long seed, double lingering) {
    return Setting.quiet(seed)
        .at(4)
        .losing(.01)
        .waiting(Duration.ofSeconds(8))
        .selecting(new RandomRetry(), new PortSpace(new PortRange(40_000, 40_999), PortSet.NONE))
        .behind(new Firewall(LIFETIME, Answer.DROP_FIRST_SYN, lingering, false));
  }

  private static boolean late(Attempt attempt) {
    return attempt.connected() && attempt.end() - attempt.start() >= SECOND;
  }

  private static List<LateAnswers> lateAnswers(LabelledHistory history) {
    var log = history.log();
    return Diagnosis.of(log, TimeoutSearch.detect(log, null)).findings().lateAnswers();
  }
}
