package io.tuplewatch.report.html;

import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.VerdictWording;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.Features;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.replay.SelectionReport;
import java.util.List;

/** Which algorithm selected the ports, for each destination. */
final class SelectionTable {

  private static final int MOST = 5_000;

  private SelectionTable() {}

  static Table of(SelectionReport report) {
    Table table =
        new Table(
            "Which algorithm selected the ports", report.declined() ? VerdictWording.DECLINED : "");
    Column name = table.column("to", "Destination", Column.Type.TEXT, "From and to.");
    Column verdict = table.column("verdict", "Algorithm", Column.Type.TEXT, "By likelihood.");
    Column connects = table.column("connects", "Ports", Column.Type.COUNT, "Selected ones.");
    Column windows = table.column("windows", "Windows", Column.Type.COUNT, "Of 10 s.");
    Column moves = table.column("moves", "Backward moves", Column.Type.COUNT, "From port to port.");
    Column odd = table.column("odd", "Odd ports", Column.Type.COUNT, "Against the range's parity.");
    List<DestinationCheck> checks = report.check().destinations();
    for (DestinationCheck check : checks.subList(0, Math.min(MOST, checks.size()))) {
      DestinationKey key = check.key();
      Features features = check.features();
      name.add(TupleText.destination(key.localAddress(), key.remoteAddress(), key.remotePort()));
      verdict.add(VerdictWording.of(check.verdict()));
      connects.add(features.connects());
      windows.add(features.windows());
      moves.add(features.backwardMoves());
      odd.add(features.oddPorts());
    }
    return table;
  }
}
