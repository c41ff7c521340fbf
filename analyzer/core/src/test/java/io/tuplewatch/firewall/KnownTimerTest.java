package io.tuplewatch.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/** What is known of firewalls' timers. */
class KnownTimerTest {

  @Test
  void anIntervalNamesTheTimersThatItHolds() {
    assertThat(KnownTimer.within(nanos(340), nanos(350)))
        .extracting(KnownTimer::id)
        .contains("aws-nlb", "aws-nat-gateway")
        .doesNotContain("azure-lb", "f5-fastl4");
    assertThat(KnownTimer.within(nanos(351), nanos(500))).isEmpty();
    assertThat(KnownTimer.within(nanos(19), nanos(21)))
        .extracting(KnownTimer::kind)
        .containsOnly(KnownTimer.Kind.AFTER_CLOSE);
  }

  @Test
  void everyDeviceHasOneIdleTimeout() {
    for (KnownTimer timer : KnownTimer.all()) {
      assertThat(KnownTimer.idleTimeout(timer.id())).as(timer.id()).isPresent();
      assertThat(
              KnownTimer.all().stream()
                  .filter(other -> other.id().equals(timer.id()))
                  .filter(other -> other.kind() == KnownTimer.Kind.IDLE))
          .as(timer.id())
          .hasSize(1);
    }
  }

  @Test
  void aDeviceThatNobodyKnowsHasNone() {
    assertThat(KnownTimer.idleTimeout("no-such-device")).isEmpty();
  }

  @Test
  void everyTimerSaysInWhichMonthItsPageWasRead() {
    assertThat(KnownTimer.all())
        .allMatch(timer -> YearMonth.parse(timer.read()).isAfter(YearMonth.of(2026, 10)))
        .allMatch(timer -> !timer.page().contains("://"));
  }

  private static long nanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
