package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.connection.Use;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.ChunkEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 100,000 uses, against a walk over each tuple's uses; any order of chunks, threads, storage. */
class ReuseAtScaleTest {

  private static final int USES = 100_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static List<List<ChunkEvents>> byJvm;
  private static Map<Long, String> expected;

  @BeforeAll
  static void makeHistory() {
    byJvm = LongHistory.of(7, USES);
    expected = PairwiseOracle.classify(byJvm, TIMEOUT.toNanos());
  }

  @Test
  void everythingHappensInTheHistory() {
    assertThat(expected).hasSize(USES);
    for (String kind : List.of("EARLY_REUSE", "LATE_REUSE", "FIRST_USE", "UNKNOWN", "OVERLAP")) {
      assertThat(expected.values()).as(kind).anyMatch(what -> what.startsWith(kind));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1000", "0, 2, 1000", "1, 1, 0", "2, 3, 1000", "3, 8, 0", "4, 2, 0"})
  void reuseIsTheSameForAnyOrderOfChunksThreadsAndStorage(
      long orderSeed, int threads, long heapMegabytes) {
    List<ChunkEvents> chunks = new ArrayList<>();
    byJvm.forEach(chunks::addAll);
    if (orderSeed > 0) {
      Collections.shuffle(chunks, new Random(orderSeed));
    }

    assertThat(actual(chunks, threads, new Storage(heapMegabytes << 20))).isEqualTo(expected);
  }

  @Test
  void usesComeInOrderOfWallTime() {
    List<ChunkEvents> chunks = new ArrayList<>();
    byJvm.forEach(chunks::addAll);
    Collections.shuffle(chunks, new Random(9));

    ReuseLog reuses = detect(chunks, 2, new Storage(Long.MAX_VALUE));

    long last = Long.MIN_VALUE;
    for (ClassifiedUse use : reuses.uses()) {
      assertThat(use.use().wallTime()).isGreaterThanOrEqualTo(last);
      last = use.use().wallTime();
    }
  }

  private static ReuseLog detect(List<ChunkEvents> chunks, int threads, Storage storage) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(storage);
    chunks.forEach(builder::add);
    ConnectionLog log = builder.build(List.of());
    return InParallel.with(threads, () -> ReuseDetector.detect(log, TIMEOUT));
  }

  private static Map<Long, String> actual(List<ChunkEvents> chunks, int threads, Storage storage) {
    Map<Long, String> actual = new HashMap<>();
    for (ClassifiedUse use : detect(chunks, threads, storage).uses()) {
      Use previous = use.previous();
      actual.put(
          use.use().connectionNumber(),
          use.kind()
              + " after "
              + (previous == null ? "none" : previous.connectionNumber())
              + " idle "
              + (use.idle() == Use.UNKNOWN ? "unknown" : use.idle())
              + (use.idleAtMost() ? " at most" : "")
              + (use.failedEarlyReuse() ? " failed" : ""));
    }
    return actual;
  }
}
