package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.Trace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.RandomRetryAsMailed;
import io.tuplewatch.selection.algorithm.RandomStep;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail's table: 10,000,000 selections, before and after. */
class SeedTableTest {

  private static final long CURRENT = 14_197_718;
  private static final long MODIFIED = 3_976_671;

  @Test
  void theSimpleSetHasThePortsTheMailsFiguresAskFor() {
    PortSet reserved = Presets.simpleReservedPorts();
    assertThat(reserved.size()).isEqualTo(16_381);
    assertThat(reserved).isEqualTo(Trace.reservedSimple());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sequentialRetriesAsTheMailSays(long seed) {
    SimulationResult result = run(new Sequential(), seed);
    assertThat(result.retries()).isCloseTo(CURRENT, within(CURRENT / 200));
    assertThat(result.longestRetrySequence()).isEqualTo(5202);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomRetryRetriesAsTheMailSays(long seed) {
    for (SelectionAlgorithm algorithm :
        new SelectionAlgorithm[] {new RandomRetry(), new RandomRetryAsMailed()}) {
      SimulationResult result = run(algorithm, seed);
      assertThat(result.retries()).isCloseTo(MODIFIED, within(MODIFIED / 200));
      assertThat(result.longestRetrySequence()).isBetween(10, 16);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void randomStepTakesFewerRetriesButItsLongestRunIsTheSequentialOnes(long seed) {
    SimulationResult result = run(new RandomStep(65535), seed);
    assertThat(result.retries()).isCloseTo(5_700_000, within(200_000L));
    assertThat(result.longestRetrySequence()).isBetween(5100, 5202);
  }

  private static SimulationResult run(SelectionAlgorithm algorithm, long seed) {
    SimulationResult result = Simulation.run(Presets.seed(), algorithm, seed, ignored -> {});
    assertThat(result.selections()).isEqualTo(10_000_000);
    assertThat(result.failures()).isZero();
    assertThat(result.use().total()).isEqualTo(10_000_000);
    return result;
  }
}
