package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import org.junit.jupiter.api.Test;

class ComputationTest {

  @Test
  void hasAsManyThreadsAsTheOneThatStartsIt() throws InterruptedException {
    Computation<Integer> computation =
        InParallel.with(7, () -> Computation.start("test", InParallel::threads));

    assertThat(computation.get()).isEqualTo(7);
  }
}
