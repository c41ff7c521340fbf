package io.tuplewatch.report.html;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import java.util.List;

/** Destinations with their counts and verdicts. */
final class DestinationTable {

  private static final int MOST = 5_000;

  private DestinationTable() {}

  static Table of(Diagnosis diagnosis) {
    List<Finding> findings = diagnosis.findings().destinations();
    Table table =
        new Table(
            "Destinations",
            findings.size() <= MOST
                ? ""
                : "The first " + Wording.count(MOST) + " of " + Wording.count(findings.size()));
    Column name = table.column("to", "Destination", Column.Type.TEXT, "From and to.");
    Column host = table.column("host", "Runs on", Column.Type.TEXT, "Host or container.");
    Column verdict = table.column("verdict", "Reuse", Column.Type.TEXT, "What the evidence says.");
    Column connects = count(table, "connects", "Connects", "That worked or failed.");
    Column failed = count(table, "failed", "Failed", "No answer, refused, reset or rejected.");
    Column early = count(table, "early", "Early reuses", "Of a tuple idle for less than W.");
    Column earlyFailed = count(table, "earlyFailed", "of these failed", "Failed early reuses.");
    Column first = count(table, "first", "First uses", "Of tuples never used before.");
    Column firstFailed = count(table, "firstFailed", "of these failed", "Failed first uses.");
    for (Finding finding : findings.subList(0, Math.min(MOST, findings.size()))) {
      Destination destination = finding.reuse().destination();
      Tallies tallies = finding.reuse().tallies();
      name.add(TupleText.destination(destination, finding.reuse().host()));
      host.add(finding.reuse().hostName());
      verdict.add(name(finding.verdict()));
      connects.add(tallies.all().connects());
      failed.add(tallies.all().failed());
      early.add(tallies.earlyReuses().connects());
      earlyFailed.add(tallies.earlyReuses().failed());
      first.add(tallies.firstUses().connects());
      firstFailed.add(tallies.firstUses().failed());
    }
    return table;
  }

  private static Column count(Table table, String key, String label, String help) {
    return table.column(key, label, Column.Type.COUNT, help);
  }

  static String name(Verdict verdict) {
    return switch (verdict) {
      case REUSE_FAILS -> "early reuses fail more often";
      case NOT_REUSE -> "reuse is not why";
      case NO_FAILURE -> "nothing failed";
      case NO_COMPARED_FAILURE, NO_COMPARISON, NOT_CLEAR -> "cannot tell";
    };
  }
}
