package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final Setting SETTING =
      Setting.quiet(9)
          .at(4)
          .lasting(Duration.ofMinutes(4))
          .behind(
              new Firewall(TIMEOUT, Firewall.Answer.DROP, .5, false),
              Duration.ofMinutes(2), // so that a first part has no failure
              Duration.ofMinutes(4));

  /**
   * What this history makes, and is not merged, is seen here. Counts of connects need no line of
   * their own: {@link Tallies} merges them all alike.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void surveyOfPartsIsThatOfTheWhole(int parts) {
    assertThat(survey(parts)).usingRecursiveComparison().isEqualTo(survey(1));
  }

  @Test
  void surveyCountsEveryConnect() {
    assertThat(survey(3).destinations())
        .anyMatch(destination -> destination.reuse().tallies().all().connects() > 100)
        .anyMatch(destination -> destination.reuse().tallies().all().failed() > 20);
  }

  private static Survey survey(int parts) {
    ConnectionLog log = HistoryGenerator.play(SETTING).log();
    ReuseLog reuses = ReuseDetector.detect(log, TIMEOUT);
    return InParallel.with(parts, () -> Survey.of(reuses.uses(), TIMEOUT.toNanos(), log.jvms()));
  }
}
