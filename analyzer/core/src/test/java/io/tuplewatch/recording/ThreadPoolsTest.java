package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadPoolsTest {

  @ParameterizedTest
  @CsvSource({
    "http-nio-8080-exec-17, http-nio-*-exec-*",
    "HikariPool-1:connection-adder, HikariPool-*:connection-adder",
    "pool-2-thread-11, pool-*-thread-*",
    "ForkJoinPool.commonPool-worker-3, ForkJoinPool.commonPool-worker-*",
    "main, main"
  })
  void threadsOfAPoolHaveOneNameWithoutTheirNumbers(String thread, String pool) {
    assertThat(ThreadPools.of(thread)).isEqualTo(pool);
    assertThat(ThreadPools.of(pool)).isEqualTo(pool);
  }

  @Test
  void aThreadWithoutANameIsOfNoPool() {
    assertThat(ThreadPools.of(null)).isNull();
    assertThat(ThreadPools.of("")).isNull();
  }

  @Test
  void whereEveryConnectHasAThreadOfItsOwnLaterOnesAreNotToldApart() {
    ChunkDictionary dictionary = new ChunkDictionary();
    for (int thread = 1; thread <= 300_000; thread++) {
      dictionary.siteOf(7, thread);
    }

    assertThat(dictionary.sites()).isLessThanOrEqualTo((1 << 16) + 1);
    assertThat(dictionary.stackTraces()).containsExactly(7L);
  }
}
