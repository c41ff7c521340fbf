package io.tuplewatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimetableTest {

  private final SimulatedPath path = new SimulatedPath(1);
  private final List<Instant> starts = new ArrayList<>();

  @Test
  void neverStartsConnectsFasterThanTheRate() throws InterruptedException {
    Timetable timetable = timetable(new Limits(4, 10, 100, Duration.ofMinutes(10)));
    plan(timetable, 20);

    assertThat(timetable.run()).isEqualTo(Timetable.End.COMPLETE);

    for (int i = 1; i < starts.size(); i++) {
      assertThat(Duration.between(starts.get(i - 1), starts.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }
    assertThat(starts).hasSize(20);
  }

  @Test
  void makesNoMoreConnectsThanAllowed() throws InterruptedException {
    Timetable timetable = timetable(new Limits(100, 10, 7, Duration.ofMinutes(10)));
    plan(timetable, 20);

    assertThat(timetable.run()).isEqualTo(Timetable.End.CONNECTS_USED_UP);

    assertThat(starts).hasSize(7);
  }

  @Test
  void startsNothingWhenItsTimeIsOver() throws InterruptedException {
    Timetable timetable = timetable(new Limits(100, 10, 100, Duration.ofSeconds(5)));
    timetable.at(path.begin().plusSeconds(4), this::connect, attempt -> {});
    timetable.at(path.begin().plusSeconds(6), this::connect, attempt -> {});

    assertThat(timetable.run()).isEqualTo(Timetable.End.TIME_USED_UP);

    assertThat(starts).containsExactly(path.begin().plusSeconds(4));
    assertThat(path.now()).isEqualTo(path.begin().plusSeconds(5));
  }

  @Test
  void startsNothingAfterStop() throws InterruptedException {
    Timetable timetable = timetable(new Limits(100, 10, 100, Duration.ofMinutes(10)));
    timetable.at(path.begin(), this::connect, attempt -> timetable.stop());
    plan(timetable, 20);

    assertThat(timetable.run()).isEqualTo(Timetable.End.STOPPED);

    assertThat(starts).hasSize(1);
  }

  @Test
  void neverHasMoreConnectionsOpenThanAllowed() throws InterruptedException {
    int most = 3;
    AtomicInteger open = new AtomicInteger();
    AtomicInteger mostOpen = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(most);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Timetable timetable =
          new Timetable(
              new Limits(1_000_000, most, 100, Duration.ofMinutes(10)), TimeSource.SYSTEM, threads);
      for (int i = 0; i < 30; i++) {
        timetable.at(
            Instant.now(),
            () -> {
              mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
              full.countDown();
              awaitUninterrupted(full);
              open.decrementAndGet();
              return new Attempt(1, Instant.now(), Duration.ZERO, Answer.CONNECTED, null, null, "");
            },
            attempt -> {});
      }

      assertThat(timetable.run()).isEqualTo(Timetable.End.COMPLETE);
      assertThat(mostOpen).hasValue(most);
    } finally {
      threads.shutdown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Timetable timetable(Limits limits) {
    return new Timetable(limits, path, Runnable::run);
  }

  private void plan(Timetable timetable, int connects) {
    for (int i = 0; i < connects; i++) {
      timetable.at(path.begin(), this::connect, attempt -> {});
    }
  }

  private Attempt connect() {
    starts.add(path.now());
    return path.connect(starts.size(), Closing.SERVER);
  }
}
