package io.tuplewatch.report.html;

import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.report.CauseWording;
import io.tuplewatch.report.SeenWording;

/** The causes as inferred from the recording alone, beside what captures show. */
final class AuditTable {

  private AuditTable() {}

  static Table of(Audit audit) {
    Table table = new Table("Inferred, and seen by others", SeenWording.agreement(audit));
    Column cause =
        table.column("cause", "Cause", Column.Type.TEXT, "As inferred from the recording alone.");
    Column seen = table.column("seen", "Captures", Column.Type.TEXT, "What they show.");
    Column failures = table.column("failures", "Failures", Column.Type.COUNT, "Failed connects.");
    audit
        .table()
        .forEach(
            (inferred, row) ->
                row.forEach(
                    (shown, count) -> {
                      cause.add(CauseWording.name(inferred));
                      seen.add(SeenWording.of(shown));
                      failures.add(count);
                    }));
    return table;
  }
}
