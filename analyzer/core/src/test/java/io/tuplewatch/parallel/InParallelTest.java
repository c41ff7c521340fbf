package io.tuplewatch.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InParallelTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void valuesAreInOrderWithAnyNumberOfThreads(int threads) {
    List<Integer> squares =
        InParallel.with(threads, () -> InParallel.map(1000, number -> number * number));

    assertThat(squares).isEqualTo(IntStream.range(0, 1000).map(i -> i * i).boxed().toList());
  }

  /** Each waits for all others, which would never come if there were fewer threads. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void thereAreAsManyThreadsAsWereSet(int threads) {
    CyclicBarrier all = new CyclicBarrier(threads);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();

    InParallel.with(
        threads,
        () ->
            InParallel.map(
                threads,
                number -> {
                  seen.add(Thread.currentThread());
                  return await(all);
                }));

    assertThat(seen).hasSize(threads);
  }

  private static int await(CyclicBarrier barrier) {
    try {
      return barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsBegunWithinAComputationHasItsThread() {
    List<Integer> threads =
        InParallel.with(2, () -> InParallel.map(10, number -> InParallel.threads()));

    assertThat(threads).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void rangesAreAllNumbersOnceInTheirOrder(int threads) {
    for (int size : new int[] {0, 1, 7, 1000}) {
      List<InParallel.Range> ranges =
          InParallel.with(threads, () -> InParallel.mapRanges(size, range -> range));

      assertThat(ranges).hasSize(threads);
      assertThat(
              ranges.stream()
                  .flatMap(range -> IntStream.range(range.from(), range.to()).boxed())
                  .toList())
          .isEqualTo(IntStream.range(0, size).boxed().toList());
    }
  }

  /** The command says what to do about it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void outOfMemoryInOneIsThrownAsThat(int threads) {
    assertThatThrownBy(
            () ->
                InParallel.with(
                    threads,
                    () ->
                        InParallel.map(
                            10,
                            number -> {
                              throw new OutOfMemoryError("planned by this test");
                            })))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void whatOneThrowsEndsTheRestAndIsThrown(int threads) {
    AtomicInteger begun = new AtomicInteger();

    assertThatThrownBy(
            () ->
                InParallel.with(
                    threads,
                    () ->
                        InParallel.map(
                            1_000_000,
                            number -> {
                              begun.incrementAndGet();
                              throw new IllegalArgumentException("number " + number);
                            })))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("number ");
    assertThat(begun.get()).isBetween(1, threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void interruptibleValuesAreInOrderAndEachHasOneThread(int threads) throws InterruptedException {
    List<Integer> values =
        InParallel.with(
            threads, () -> InParallel.mapInterruptibly(100, n -> n + InParallel.threads()));

    assertThat(values).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
    assertThat(InParallel.<Integer>mapInterruptibly(0, n -> n)).isEmpty();
  }

  @Test
  void whatAnInterruptibleComputationThrowsIsThrownAsThat() {
    assertThatThrownBy(
            () ->
                InParallel.mapInterruptibly(
                    10,
                    number -> {
                      throw new OutOfMemoryError("planned by this test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interruptionLeavesWhatHasNotBegun(int threads) throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(threads);
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                InParallel.with(
                    threads,
                    () ->
                        InParallel.mapInterruptibly(
                            1000,
                            number -> {
                              begun.incrementAndGet();
                              busy.countDown();
                              return await(released);
                            }));
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    caller.start();
    busy.await();

    caller.interrupt();

    assertThat(interrupted.join()).isTrue();
    released.countDown();
    assertThat(begun.get()).isEqualTo(threads);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
