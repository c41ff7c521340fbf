package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.SeenColumns;
import io.tuplewatch.report.table.Table;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tuplewatch list failed}: the connects that failed, with their causes. */
@Command(
    name = "failed",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Lists the connects that failed, one a line, in order of time.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "1:an input was unusable or held no connect, or output was lost",
      "2:wrong usage"
    })
final class ListFailedCommand extends RecordingListCommand {

  @Mixin private WitnessOptions witnesses = new WitnessOptions();

  @Override
  void requireSane(CommandSpec command, Anonymization with) {
    witnesses.requireSane(command, with);
  }

  @Override
  void list(ConnectionLog log, ReuseLog reuses, DiagnosisOptions options)
      throws IOException, UnusableInput {
    Findings findings =
        Diagnosis.of(log, reuses, options.nat(), witnesses.ask(reuses, options.nat())).findings();
    Table<ListedFailure> lines = SeenColumns.after(Tables.FAILED_LINES, findings.audit());
    Table<ListedFailure> cells = SeenColumns.after(Tables.FAILURES, findings.audit());
    begin(lines, cells);
    for (FailureCause failure : findings.failures()) {
      Use use = failure.attempt().use();
      if (wanted(use.key(), use.details().host())) {
        entry(ListedFailure.of(reuses.uses(), failure), lines, cells);
      }
    }
  }
}
