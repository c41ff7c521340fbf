package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.report.table.TupleUses;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code tuplewatch list tuples}: four-tuples, how often each was used and failed. */
@Command(
    name = "tuples",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Lists the four-tuples, most failures first, then most early reuses, one a line.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "1:an input was unusable or held no connect, or output was lost",
      "2:wrong usage"
    })
final class ListTuplesCommand extends RecordingListCommand {

  @Override
  void list(ConnectionLog log, ReuseLog reuses, DiagnosisOptions options) throws IOException {
    begin(Tables.TUPLE_LINES, Tables.TUPLES);
    for (TupleUses tuple : TupleUses.of(reuses.uses())) {
      if (wanted(tuple.key(), tuple.host())) {
        entry(tuple, Tables.TUPLE_LINES, Tables.TUPLES);
      }
    }
  }
}
