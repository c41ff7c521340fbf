package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session that ends between two SYNs of a connect makes it late, not fail: failures end before
 * sessions do.
 */
class SessionLifetimesTest {

  private static final Duration LIFETIME = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void lateAnswersShowHowLongSessionsAreKeptWhereFailuresEndSooner(long seed) {
    Findings.Finding found = finding(behind(seed, LIFETIME));

    Lifetime failures = found.evidence().lifetime();
    assertThat(failures.highNanos()).isLessThan(LIFETIME.toNanos());
    assertThat(found.lifetime().answer()).isEqualTo(Lifetime.Answer.BETWEEN);
    assertThat(LIFETIME.toNanos())
        .isBetween(found.lifetime().lowNanos(), found.lifetime().highNanos());
  }

  /**
   * The last sessions before a sweep are few, and not in every recording late answers tell of them.
   */
  @Test
  void ofSweptSessionsLateAnswersMostlyShowMoreThanFailures() {
    int prolonged = 0;
    for (long seed = 1; seed <= 5; seed++) {
      Findings.Finding found =
          finding(behind(seed, Duration.ZERO).sweptEvery(Duration.ofSeconds(20)));

      assertThat(found.lifetime().ends()).as("seed %d", seed).isTrue();
      long high = found.lifetime().highNanos();
      assertThat(high).as("seed %d", seed).isBetween(16_000_000_000L, 24_000_000_000L);
      prolonged += high > found.evidence().lifetime().highNanos() ? 1 : 0;
    }
    assertThat(prolonged).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void delayThatEndsMuchLaterIsAnotherDevices(long seed) {
    Setting two =
        behind(seed, Duration.ofSeconds(10))
            .andBehind(new Firewall(Duration.ofMinutes(2), Answer.DROP_FIRST_SYN, 1, false));

    Lifetime kept = finding(two).lifetime();

    assertThat(kept.highNanos()).isLessThan(15_000_000_000L);
  }

  private static Setting behind(long seed, Duration lifetime) {
    return Setting.quiet(seed)
        .at(12)
        .waiting(Duration.ofSeconds(4))
        .selecting(new RandomRetry(), new PortSpace(new PortRange(40_000, 40_999), PortSet.NONE))
        .behind(new Firewall(lifetime, Answer.DROP_WHILE_KEPT, 1, false));
  }

  private static Findings.Finding finding(Setting setting) {
    ConnectionLog log = HistoryGenerator.play(setting).log();
    return Diagnosis.of(log, TimeoutSearch.detect(log, null), Nat.NONE)
        .findings()
        .destinations()
        .get(0);
  }
}
