package io.tuplewatch.selection.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connects are there only because another failed, against loads of which it is known. */
class RetriesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final double SECONDS = 1e9;
  private static final int WORKED = ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED;
  private static final int FAILED =
      ConnectTimeline.JUDGED | ConnectTimeline.EARLY | ConnectTimeline.FAILED_EARLY;

  @ParameterizedTest
  @ValueSource(doubles = {0, .5, 1})
  void shareOfFailuresThatAreTriedAgainIsFoundInLoadsOfEveryRate(double share) {
    for (double rate : new double[] {.1, 1, 10}) {
      ConnectTimeline timeline = requests(rate, 3000, share, 17);

      double trulyRetried = share * (1 - .3) + share * .3; // a retry that fails is tried again, too
      assertThat(perFailure(timeline))
          .as("rate %s", rate)
          .isCloseTo(trulyRetried, Offset.offset(.15));
    }
  }

  @Test
  void threadsThatHaveOneTaskAfterTheOtherTryNothingAgain() {
    ConnectTimeline timeline = tasks(4, 3000, SECOND / 20, 3 * SECOND / 2);

    assertThat(perFailure(timeline)).isLessThan(.2);
  }

  @Test
  void poolsThatFillUpAfterFailuresTryAgain() {
    ConnectTimeline timeline = tasks(8, 200, 30 * SECOND, 2 * SECOND);

    assertThat(perFailure(timeline)).isGreaterThan(.8);
  }

  @Test
  void retriesGoWithTheFailureAndTheConnectionIsOpenAsLongAsTheLastOfThem() {
    ConnectTimeline.Builder load = new ConnectTimeline.Builder();
    for (int chain = 0; chain < 100; chain++) {
      long at = chain * 100L * SECOND;
      load.add(at, at + SECOND, at + SECOND, 40_001, FAILED);
      load.add(at + SECOND + 1, at + 2 * SECOND, at + 2 * SECOND, 40_002, FAILED);
      load.add(at + 2 * SECOND + 1, at + 9 * SECOND, at + 9 * SECOND, 40_003, WORKED);
    }

    ConnectTimeline changed = with(load.build(), 1);

    assertThat(changed.size()).isEqualTo(100);
    assertThat(changed.count(ConnectTimeline.CONNECTED)).isEqualTo(100);
    assertThat(changed.start(7)).isEqualTo(700 * SECOND);
    assertThat(changed.close(7) - changed.start(7)).isEqualTo(7 * SECOND - 1);
  }

  @Test
  void whereHalfOfTheFailuresWorkTheOthersAreStillTriedAgain() {
    ConnectTimeline timeline = requests(1, 10_000, 1, 3);
    long demand = 10_000;

    ConnectTimeline changed = with(timeline, .5);

    long failed = changed.count(ConnectTimeline.FAILED_EARLY);
    assertThat((double) changed.size()).isCloseTo((double) (demand + failed), Offset.offset(400.0));
  }

  @Test
  void retriesThatComeAfterSecondsAreFoundWhereMostConnectsFail() {
    ConnectTimeline.Builder load = new ConnectTimeline.Builder();
    SplittableRandom random = new SplittableRandom(23);
    PriorityQueue<Long> due = new PriorityQueue<>();
    for (int n = 0; n < 8_000; n++) {
      due.add((long) (random.nextDouble() * 5000 * SECONDS));
    }
    while (!due.isEmpty()) {
      long start = due.remove();
      boolean fails = random.nextDouble() < .5;
      long end = start + (fails ? 2 * SECOND : SECOND / 5);
      load.add(start, end, end, 40_000, fails ? FAILED : WORKED);
      if (fails) {
        due.add(end + random.nextLong(5 * SECOND / 2, 15 * SECOND / 2));
      }
    }

    assertThat(perFailure(load.build())).isGreaterThan(.85);
  }

  /** How many of the failures have a retry. */
  private static double perFailure(ConnectTimeline timeline) {
    int[] retriedBy = Retries.of(timeline).draw(new SplittableRandom(1));
    long retries = Arrays.stream(retriedBy).filter(retry -> retry != Retries.NONE).count();
    return (double) retries / timeline.count(ConnectTimeline.FAILED_EARLY);
  }

  private static ConnectTimeline with(ConnectTimeline timeline, double working) {
    PortSpace space = new PortSpace(PortRange.LINUX_DEFAULT, PortSet.NONE);
    Load load = new Load(timeline, space, 60 * SECOND, 0, 1, false);
    return ChangedLoad.apply(
            load, Retries.of(timeline), WhatIf.NOTHING.withWorking(working), space, 5)
        .get(0)
        .timeline();
  }

  /**
   * Three in ten fail within a second; a share of these is tried again after half a second to 1.5.
   */
  private static ConnectTimeline requests(double rate, int count, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PriorityQueue<Long> due = new PriorityQueue<>();
    double time = 0;
    for (int n = 0; n < count; n++) {
      time -= Math.log(1 - random.nextDouble()) / rate * SECONDS;
      due.add((long) time);
    }
    ConnectTimeline.Builder load = new ConnectTimeline.Builder();
    while (!due.isEmpty()) {
      long start = due.remove();
      boolean fails = random.nextDouble() < .3;
      long end = start + (fails ? SECOND : SECOND / 5);
      load.add(start, end, end, 40_000, fails ? FAILED : WORKED);
      if (fails && random.nextDouble() < share) {
        due.add(end + random.nextLong(SECOND / 2, SECOND * 3 / 2));
      }
    }
    return load.build();
  }

  /** Each thread connects again 10 ms after its connection is closed, or failed. */
  private static ConnectTimeline tasks(int threads, int seconds, long open, long failing) {
    SplittableRandom random = new SplittableRandom(7);
    ConnectTimeline.Builder load = new ConnectTimeline.Builder();
    LongBinaryOperator around = (a, b) -> a + (long) ((double) b * random.nextDouble());
    for (int thread = 0; thread < threads; thread++) {
      long start = around.applyAsLong(0, open);
      while (start < seconds * SECOND) {
        boolean fails = random.nextDouble() < .5;
        long end = around.applyAsLong(start, fails ? 0 : open / 10) + (fails ? failing : open);
        load.add(start, end, end, 40_000, fails ? FAILED : WORKED);
        start = around.applyAsLong(end, 2 * SECOND / 100);
      }
    }
    return load.build();
  }
}
