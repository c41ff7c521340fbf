package io.tuplewatch.report;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.simulation.Arrivals;
import io.tuplewatch.selection.simulation.Scenario;
import io.tuplewatch.selection.simulation.SimulationResult;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Simulations of one scenario, as text: the scenario, a table, a picture for each algorithm. */
public final class SimulationText {

  private SimulationText() {}

  /**
   * Writes the whole text, lines ended by a line feed.
   *
   * @param outcomes of one scenario, one or more
   */
  public static String of(List<Outcome> outcomes) {
    Scenario scenario = outcomes.get(0).scenario();
    String text = scenario(scenario) + "\n" + table(outcomes) + note(scenario) + pictures(outcomes);
    return text.replace("\r\n", "\n");
  }

  private static String table(List<Outcome> outcomes) {
    TextTable table = new TextTable();
    table.line(
        "algorithm",
        "seed",
        "selections",
        "retries",
        "per sel.",
        "longest",
        "failures",
        "early reuse",
        "seconds");
    for (Outcome outcome : outcomes) {
      SimulationResult result = outcome.result();
      table.line(
          result.algorithm(),
          Long.toString(result.seed()),
          Wording.count(result.selections()),
          Wording.count(result.retries()),
          String.format(Locale.ROOT, "%.3f", result.retriesPerSelection()),
          Wording.count(result.longestRetrySequence()),
          Wording.count(result.failures()),
          String.format(Locale.ROOT, "%.2f %%", 100 * result.earlyReuseShare()),
          String.format(Locale.ROOT, "%.2f", outcome.took().toNanos() / 1e9));
    }
    return table.toString();
  }

  private static String note(Scenario scenario) {
    return scenario.arrivals() instanceof Arrivals.AsFastAsPossible
        ? "The clock stood still, so every repeated use is early; --rate gives it a load.\n"
        : "";
  }

  /** One picture per algorithm, of its first seed. */
  private static String pictures(List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder();
    Set<String> drawn = new HashSet<>();
    for (Outcome outcome : outcomes) {
      SimulationResult result = outcome.result();
      if (drawn.add(result.algorithm())) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%s: uses of each port (effective ports %,.0f, Simpson's evenness %.3f)%n",
                result.algorithm(),
                result.use().effectivePorts(),
                result.use().evenness()));
        text.append(new PortUseChart(result.use()).draw());
      }
    }
    return text.toString();
  }

  private static String scenario(Scenario scenario) {
    PortSpace space = scenario.space();
    return String.format(
        Locale.ROOT,
        "Ports %s: %,d of %,d available (%,d reserved, %,d bound), %,d in use per destination.%n"
            + "%s to %s.%n"
            + "Each is %s.%n"
            + "Early reuse: closed less than %s before.%n",
        space.range(),
        space.available(),
        space.range().size(),
        space.reserved().sizeWithin(space.range()),
        space.bound().sizeWithin(space.range()),
        scenario.inUse(),
        arrivals(scenario),
        scenario.destinations() == 1
            ? "one destination"
            : scenario.destinations() + " destinations",
        end(scenario.end()),
        Wording.span(scenario.firewallTimeout().toNanos()));
  }

  private static String arrivals(Scenario scenario) {
    String after =
        scenario.warmUp().isZero()
            ? ""
            : " after a warm-up of " + Wording.span(scenario.warmUp().toNanos());
    return String.format(
        Locale.ROOT,
        "%,d connects%s, %s,",
        scenario.selections(),
        after,
        kind(scenario.arrivals()));
  }

  private static String kind(Arrivals arrivals) {
    if (arrivals instanceof Arrivals.FixedRate fixed) {
      return "one every " + Wording.span((long) (1e9 / fixed.perSecond()));
    } else if (arrivals instanceof Arrivals.Poisson poisson) {
      return "Poisson at " + poisson.perSecond() + " a second";
    } else if (arrivals instanceof Arrivals.GivenTimes timeline) {
      return String.format(Locale.ROOT, "at %,d given times", timeline.size());
    }
    return "as fast as possible";
  }

  private static String end(ConnectionEnd end) {
    String after =
        end.lifetime().isZero() ? "at once" : "after " + Wording.span(end.lifetime().toNanos());
    if (!end.closedLocally()) {
      return "closed " + after + " by the server first";
    }
    String takeover =
        end.takeoverAfter().equals(ConnectionEnd.NEVER)
            ? ""
            : ", taken over after " + Wording.span(end.takeoverAfter().toNanos());
    return "closed "
        + after
        + " by the client first (TIME_WAIT "
        + Wording.span(end.timeWait().toNanos())
        + takeover
        + ")";
  }
}
