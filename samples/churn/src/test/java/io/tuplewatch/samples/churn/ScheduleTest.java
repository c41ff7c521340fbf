package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void connectsAreDueAtAbsoluteTimesWithoutDrift() {
    Schedule threePerSecond = new Schedule(1_000, 3);

    assertThat(threePerSecond.dueNanos(0)).isEqualTo(1_000);
    assertThat(threePerSecond.dueNanos(1)).isEqualTo(333_333_333 + 1_000);
    assertThat(threePerSecond.dueNanos(3_000_000_000L))
        .as("after a billion seconds not one nanosecond is lost")
        .isEqualTo(1_000_000_000_000_000_000L + 1_000);
  }

  @Test
  void withoutARateAllAreDueAtTheStart() {
    assertThat(new Schedule(7, 0).dueNanos(Integer.MAX_VALUE)).isEqualTo(7);
  }

  @Test
  void theSlowestRateDoesNotWrapAroundIntoThePast() {
    long start = Long.MAX_VALUE - 1;
    Schedule slowest = new Schedule(start, Double.MIN_VALUE);

    assertThat(slowest.dueNanos(Integer.MAX_VALUE) - start).isPositive();
  }
}
