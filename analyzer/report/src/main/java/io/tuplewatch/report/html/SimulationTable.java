package io.tuplewatch.report.html;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.simulation.SimulationResult;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import java.util.List;

/** What simulations came to. */
final class SimulationTable {

  private SimulationTable() {}

  static Table of(List<Outcome> outcomes) {
    Table table = new Table("Simulations", "");
    Column algorithm = table.column("algorithm", "Algorithm", Column.Type.TEXT, "");
    Column seed = table.column("seed", "Seed", Column.Type.PORT, "Of all chance.");
    Column range = table.column("range", "Range", Column.Type.TEXT, "");
    Column reserved =
        table.column("reserved", "Reserved", Column.Type.COUNT, "Ports of the range.");
    Column selections = table.column("selections", "Selections", Column.Type.COUNT, "");
    Column retries =
        table.column("retries", "Retries", Column.Type.COUNT, "Ports that were taken.");
    Column longest =
        table.column("longest", "Longest retry", Column.Type.COUNT, "In one selection.");
    Column failures = table.column("failures", "No port", Column.Type.COUNT, "EADDRNOTAVAIL.");
    Column early = table.column("early", "Early reuses", Column.Type.COUNT, "Sooner than W.");
    Column share = table.column("share", "Share", Column.Type.SHARE, "Early reuses of connects.");
    Column used = table.column("used", "Ports used", Column.Type.COUNT, "");
    for (Outcome outcome : outcomes) {
      SimulationResult result = outcome.result();
      PortSpace space = outcome.scenario().space();
      algorithm.add(result.algorithm());
      seed.add(result.seed());
      range.add(space.range().toString());
      reserved.add(space.reserved().sizeWithin(space.range()));
      selections.add(result.selections());
      retries.add(result.retries());
      longest.add(result.longestRetrySequence());
      failures.add(result.failures());
      early.add(result.earlyReuses());
      share.addShare(result.earlyReuseShare());
      used.add(result.use().portsUsed());
    }
    return table;
  }
}
