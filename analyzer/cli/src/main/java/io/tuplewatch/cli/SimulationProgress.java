package io.tuplewatch.cli;

import io.tuplewatch.selection.simulation.Arrivals;
import io.tuplewatch.selection.simulation.Scenario;
import io.tuplewatch.selection.simulation.SimulationStudy.Run;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** One line on the terminal that tells how far the simulations are. Thread-safe. */
final class SimulationProgress implements LongConsumer, AutoCloseable {

  private final PrintWriter terminal;
  private final double expected;
  private long connects;
  private int shown = -1;

  private SimulationProgress(double expected, PrintWriter terminal) {
    this.expected = expected;
    this.terminal = terminal;
  }

  /** Shows progress if there is a terminal to show it on. */
  static SimulationProgress of(List<Run> runs, PrintWriter terminal) {
    double expected = runs.stream().mapToDouble(run -> connects(run.scenario())).sum();

    return new SimulationProgress(
        expected, ProgressLine.isTerminal() ? terminal : new PrintWriter(Writer.nullWriter()));
  }

  private static double connects(Scenario scenario) {
    double warmUpSeconds = scenario.warmUp().toMillis() / 1e3;
    Arrivals arrivals = scenario.arrivals();
    if (arrivals instanceof Arrivals.FixedRate fixed) {
      return scenario.selections() + warmUpSeconds * fixed.perSecond();
    } else if (arrivals instanceof Arrivals.Poisson poisson) {
      return scenario.selections() + warmUpSeconds * poisson.perSecond();
    }
    return scenario.selections();
  }

  @Override
  public synchronized void accept(long more) {
    connects += more;
    int percent = (int) Math.min(100, 100 * connects / expected);
    if (percent > shown) {
      shown = percent;
      terminal.print(String.format(Locale.ROOT, "\r%3d %% of %,.0f connects", percent, expected));
      terminal.flush();
    }
  }

  /** Clears the line. */
  @Override
  public synchronized void close() {
    terminal.print("\r" + " ".repeat(60) + "\r");
    terminal.flush();
  }
}
