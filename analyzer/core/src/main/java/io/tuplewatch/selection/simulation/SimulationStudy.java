package io.tuplewatch.selection.simulation;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/** Several simulations, run side by side. Their results do not depend on the number of threads. */
public final class SimulationStudy {

  private SimulationStudy() {}

  /** One simulation to run. */
  public record Run(Scenario scenario, SelectionAlgorithm algorithm, long seed) {}

  /**
   * What came of it.
   *
   * @param took wall-clock time
   */
  public record Outcome(Scenario scenario, SimulationResult result, Duration took) {}

  /**
   * Runs all, and returns their outcomes in the order given.
   *
   * @param progress told how many connects have come since it was told last; called by any thread
   * @throws InterruptedException if the calling thread is; the runs are abandoned
   */
  public static List<Outcome> run(List<Run> runs, LongConsumer progress)
      throws InterruptedException {
    return InParallel.mapInterruptibly(runs.size(), number -> timed(runs.get(number), progress));
  }

  private static Outcome timed(Run run, LongConsumer progress) {
    long start = System.nanoTime();
    SimulationResult result = Simulation.run(run.scenario(), run.algorithm(), run.seed(), progress);
    return new Outcome(run.scenario(), result, Duration.ofNanos(System.nanoTime() - start));
  }
}
