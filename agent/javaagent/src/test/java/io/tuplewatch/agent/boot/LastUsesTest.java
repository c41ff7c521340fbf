package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is a plain map from the tuple's text to all of its uses. */
class LastUsesTest {

  private static final long MAX_BYTES = 16L << 20;
  private static final long EPOCH = 1_000_000_007L;

  /** A use as the oracle keeps it. */
  private static final class Past {
    final long end;
    final Outcome outcome;
    final ClosedBy closedBy;

    Past(long end, Outcome outcome, ClosedBy closedBy) {
      this.end = end;
      this.outcome = outcome;
      this.closedBy = closedBy;
    }
  }

  private final Map<String, List<Past>> oracle = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyLastUseIsThatOfABruteForceMap(long seed) {
    Random random = new Random(seed);
    LastUses lastUses = new LastUses(MAX_BYTES, seed, EPOCH, Runnable::run);
    long now = EPOCH;
    for (int i = 0; i < 300_000; i++) {
      now += random.nextInt(1_000_000);
      String address = "10.0.0." + random.nextInt(40);
      int localPort = 32768 + random.nextInt(random.nextBoolean() ? 50 : 28_000);
      long key = lastUses.key(null, localPort, address, 443);
      String tuple = localPort + " " + address;
      assertRemembered(lastUses.find(key), oracle.get(tuple), now);
      Past use = randomUse(random, now);
      lastUses.put(key, use.end, use.outcome, use.closedBy);
      oracle.computeIfAbsent(tuple, t -> new ArrayList<>()).add(use);
    }
    assertThat(oracle).hasSizeGreaterThan(50_000);
    assertThat(lastUses.evicted()).isZero();
  }

  private static Past randomUse(Random random, long now) {
    Outcome outcome = random.nextBoolean() ? Outcome.CONNECTED : any(random, Outcome.values());
    return new Past(
        now, outcome, outcome == Outcome.CONNECTED ? any(random, ClosedBy.values()) : null);
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static void assertRemembered(LastUse remembered, List<Past> uses, long start) {
    if (uses == null) {
      assertThat(remembered).isNull();
      return;
    }
    Past last = uses.get(uses.size() - 1);
    assertThat(remembered.since(start)).isEqualTo(start - last.end);
    assertThat(remembered.outcome()).isEqualTo(last.outcome);
    assertThat(remembered.closedBy()).isEqualTo(last.closedBy);
    long connectedEnd =
        uses.stream()
            .filter(use -> use.outcome == Outcome.CONNECTED)
            .mapToLong(use -> use.end)
            .max()
            .orElse(Long.MIN_VALUE);
    assertThat(remembered.sinceConnected(start))
        .isEqualTo(connectedEnd == Long.MIN_VALUE ? LastUse.UNKNOWN : start - connectedEnd);
  }

  @Test
  void ofTwoMillionTuplesTheOldestAreForgottenAndCounted() {
    LastUses lastUses = new LastUses(MAX_BYTES, 5, 0, Runnable::run);
    int tuples = 2_000_000;
    for (int i = 0; i < tuples; i++) {
      lastUses.put(key(lastUses, i), i, Outcome.CONNECTED, ClosedBy.LOCAL);
    }
    int remembered = 0;
    for (int i = 0; i < tuples; i++) {
      LastUse use = lastUses.find(key(lastUses, i));
      if (use != null) {
        remembered++;
        assertThat(use.since(tuples)).isEqualTo(tuples - i);
      }
    }
    assertThat(lastUses.evicted()).isEqualTo(tuples - remembered);
    assertThat(remembered).isGreaterThan(650_000);
    for (int i = tuples - 300_000; i < tuples; i++) {
      assertThat(lastUses.find(key(lastUses, i))).as("one of the newest").isNotNull();
    }
  }

  @Test
  void localAddressTellsTheTuplesOfBoundSocketsApart() {
    LastUses lastUses = new LastUses(MAX_BYTES, 5, 0, Runnable::run);
    Set<Long> keys = new HashSet<>();
    for (String local : Arrays.asList("10.0.0.1", "10.0.0.2", null)) {
      for (int localPort : new int[] {40_000, 40_001}) {
        for (String remote : Arrays.asList("10.0.0.1", "10.0.0.11")) {
          for (int port : new int[] {443, 444}) {
            keys.add(lastUses.key(local, localPort, remote, port));
          }
        }
      }
    }
    assertThat(keys).hasSize(24);
  }

  @Test
  void withoutMemoryNothingIsRememberedAndNothingFails() {
    LastUses lastUses = new LastUses(0, 5, 0, Runnable::run);

    lastUses.put(77, 1, Outcome.REFUSED, null);

    assertThat(lastUses.find(77)).isNull();
    assertThat(lastUses.evicted()).isZero();
  }

  @Test
  void threadsOnTuplesOfTheirOwnDoNotDisturbEachOther() throws Exception {
    LastUses lastUses = withAllTables();
    runOnThreads(
        8,
        thread -> {
          Map<Integer, Long> mine = new HashMap<>();
          Random random = new Random(thread);
          for (int i = 0; i < 200_000; i++) {
            int tuple = thread * 1_000_000 + random.nextInt(15_000);
            long key = key(lastUses, tuple);
            LastUse found = lastUses.find(key);
            Long expected = mine.put(tuple, (long) i);
            assertThat(found == null ? null : i - found.since(i)).isEqualTo(expected);
            lastUses.put(key, i, Outcome.TIMED_OUT, null);
          }
        });
    assertThat(lastUses.evicted()).isZero();
  }

  /** A table that is still being made would be one in which nothing can be remembered. */
  private static LastUses withAllTables() {
    AtomicInteger made = new AtomicInteger();
    LastUses lastUses =
        new LastUses(
            MAX_BYTES,
            9,
            0,
            maker -> {
              maker.run();
              made.incrementAndGet();
            });
    for (int tuple = 10_000_000; made.get() < 3; tuple++) {
      lastUses.put(key(lastUses, tuple), 0, Outcome.TIMED_OUT, null);
    }
    return lastUses;
  }

  /**
   * Every word of a use is derived from its tuple, so one writer's words cannot pass as another's.
   */
  @Test
  void threadsThatEvictEachOtherNeverShowAMixedUse() throws Exception {
    LastUses lastUses = new LastUses(LastUseTable.bytes(8192), 9, 0, Runnable::run);
    runOnThreads(
        8,
        thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < 200_000; i++) {
            int tuple = random.nextInt(60_000);
            long key = key(lastUses, tuple);
            LastUse found = lastUses.find(key);
            if (found != null) {
              assertThat(found.since(1_000_000)).isEqualTo(1_000_000 - tuple);
              assertThat(found.outcome()).isEqualTo(outcomeOf(tuple));
              assertThat(found.sinceConnected(1_000_000))
                  .isEqualTo(tuple % 2 == 0 ? 1_000_000 - tuple : LastUse.UNKNOWN);
            }
            lastUses.put(key, tuple, outcomeOf(tuple), null);
          }
        });
    assertThat(lastUses.evicted()).isPositive();
  }

  private static Outcome outcomeOf(int tuple) {
    return tuple % 2 == 0 ? Outcome.CONNECTED : Outcome.REFUSED;
  }

  private static long key(LastUses lastUses, int tuple) {
    return lastUses.key(null, tuple % 60_000, "10.0." + tuple / 60_000, 443);
  }

  private interface ThreadBody {
    void run(int thread) throws Exception;
  }

  private static void runOnThreads(int threads, ThreadBody body) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        tasks.add(
            () -> {
              body.run(thread);
              return null;
            });
      }
      for (Future<Void> ended : executor.invokeAll(tasks)) {
        ended.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void tablesBeyondTheFirstAreMadeByTheMakerAheadOfNeed() {
    List<Runnable> tasks = new ArrayList<>();
    LastUses lastUses = new LastUses(MAX_BYTES, 5, 0, tasks::add);
    put(lastUses, 1, 20_000);

    assertThat(tasks).hasSize(1);
    assertThat(lastUses.evicted()).isGreaterThanOrEqualTo(20_000 - 8192);

    tasks.get(0).run();
    put(lastUses, 20_001, 20_100);

    assertThat(tasks).hasSize(2);
    assertThat(lastUses.find(lastUses.key(null, 20_100, "10.0.0.1", 443))).isNotNull();
  }

  private static void put(LastUses lastUses, int firstPort, int lastPort) {
    for (int port = firstPort; port <= lastPort; port++) {
      lastUses.put(lastUses.key(null, port, "10.0.0.1", 443), port, Outcome.REFUSED, null);
    }
  }
}
