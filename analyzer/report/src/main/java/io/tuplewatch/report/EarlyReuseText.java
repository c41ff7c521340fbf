package io.tuplewatch.report;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.simulation.Arrivals;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Shares of early reuse over many scenarios: a line for each choice of ports, algorithm and seed, a
 * column for each rate.
 */
public final class EarlyReuseText {

  private EarlyReuseText() {}

  /**
   * Writes the table, lines ended by a line feed.
   *
   * @param outcomes of scenarios with Poisson arrivals, all with all rates; lines come in the order
   *     of their first outcome
   */
  public static String of(List<Outcome> outcomes) {
    Map<List<String>, Map<Double, Double>> shares = new LinkedHashMap<>();
    TreeSet<Double> rates = new TreeSet<>();
    for (Outcome outcome : outcomes) {
      double rate = ((Arrivals.Poisson) outcome.scenario().arrivals()).perSecond();
      rates.add(rate);
      shares
          .computeIfAbsent(label(outcome), label -> new TreeMap<>())
          .put(rate, outcome.result().earlyReuseShare());
    }
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("range", "reserved", "algorithm", "seed"));
    rates.forEach(rate -> head.add(rate + "/s"));
    table.line(head);
    shares.forEach((label, byRate) -> table.line(cells(label, byRate)));
    return "Share of connects whose four-tuple was closed less than an hour before"
        + " (the client closes first, Poisson arrivals)\n"
        + table;
  }

  private static List<String> label(Outcome outcome) {
    PortSpace space = outcome.scenario().space();
    return List.of(
        space.range().toString(),
        String.format(Locale.ROOT, "%,d", space.reserved().sizeWithin(space.range())),
        outcome.result().algorithm(),
        Long.toString(outcome.result().seed()));
  }

  private static List<String> cells(List<String> label, Map<Double, Double> byRate) {
    List<String> cells = new ArrayList<>(label);
    byRate.values().forEach(share -> cells.add(String.format(Locale.ROOT, "%.3f", share)));
    return cells;
  }
}
