package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.algorithm.KeyedDraws;
import io.tuplewatch.selection.algorithm.ReferenceModel;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** ns per selection in the seed's scenario; {@code scripts/bench selection} runs it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class SelectionBenchmark {

  private static final int SELECTIONS = 10_000_000;
  private static final int REFERENCE_SELECTIONS = 1_000_000;

  @Param({"sequential", "random-retry", "random-retry-as-mailed", "random-step=65535"})
  public String algorithm;

  private long seed;

  /** The model, as the product runs it: 10,000,000 selections. */
  @Benchmark
  @OperationsPerInvocation(SELECTIONS)
  public SimulationResult model() {
    return Simulation.run(
        Presets.seed(), SelectionAlgorithms.named(algorithm), seed++, connects -> {});
  }

  /** The baseline: the reference model, candidate by candidate. */
  @Benchmark
  @OperationsPerInvocation(REFERENCE_SELECTIONS)
  public long reference() {
    ReferenceModel model = new ReferenceModel(Presets.seed().space(), algorithm);
    SelectionDraws draws = new SelectionDraws(seed++);
    long sum = draws.search(0) >>> 32;
    long retries = 0;
    for (int n = 0; n < REFERENCE_SELECTIONS; n++) {
      model.select(model.offset(sum), new KeyedDraws(draws.search(n)));
      sum = (sum + model.increment(draws.move(n))) % (1L << 32);
      retries += model.refused;
    }
    return retries;
  }
}
