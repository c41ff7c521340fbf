package io.tuplewatch.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.IdleTimeout.Source;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An hour behind a firewall that keeps sessions for three minutes, or behind none. */
class TimeoutSearchTest {

  private static final Duration LIFETIME = Duration.ofMinutes(3);

  @Test
  void timeoutIsFoundWhereFailuresEnd() {
    IdleTimeout timeout = search(LIFETIME, null);

    assertThat(timeout.source()).isEqualTo(Source.FOUND);
    assertThat(timeout.length()).isBetween(LIFETIME, LIFETIME.multipliedBy(5).dividedBy(4));
  }

  @Test
  void givenTimeoutThatFailuresBearOutIsTaken() {
    IdleTimeout timeout = search(LIFETIME, LIFETIME);

    assertThat(timeout.source()).isEqualTo(Source.GIVEN);
    assertThat(timeout.length()).isEqualTo(LIFETIME);
  }

  @Test
  void givenTimeoutThatFailuresContradictGivesWay() {
    IdleTimeout timeout = search(LIFETIME, Duration.ofSeconds(30));

    assertThat(timeout.source()).isEqualTo(Source.CONTRADICTED);
    assertThat(timeout.length()).isBetween(LIFETIME, LIFETIME.multipliedBy(5).dividedBy(4));
  }

  @Test
  void whereNothingFailsAThirdOfTheRecordingIsAssumed() {
    IdleTimeout timeout = search(null, null);

    assertThat(timeout.source()).isEqualTo(Source.ASSUMED);
    assertThat(timeout.length()).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
  }

  private static IdleTimeout search(@Nullable Duration lifetime, @Nullable Duration given) {
    Setting setting =
        Setting.quiet(1)
            .selecting(
                new Sequential(), new PortSpace(new PortRange(40_000, 41_000), PortSet.NONE));
    if (lifetime != null) {
      setting.behind(new Firewall(lifetime, Firewall.Answer.DROP, 1, true));
    }
    return TimeoutSearch.detect(HistoryGenerator.play(setting).log(), given).timeout();
  }
}
