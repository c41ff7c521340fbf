package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import picocli.CommandLine.Command;

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

  @Override
  void list(ConnectionLog log, ReuseLog reuses, DiagnosisOptions options) throws IOException {
    begin(Tables.FAILED_LINES, Tables.FAILURES);
    for (FailureCause failure : Diagnosis.of(log, reuses, options.nat()).findings().failures()) {
      Use use = failure.attempt().use();
      if (wanted(use.key(), use.details().host())) {
        ListedFailure row = ListedFailure.of(reuses.uses(), failure);
        entry(row, Tables.FAILED_LINES, Tables.FAILURES);
      }
    }
  }
}
