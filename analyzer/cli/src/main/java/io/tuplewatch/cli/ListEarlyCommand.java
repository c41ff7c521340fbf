package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code tuplewatch list early}: the early reuses, failed or not. */
@Command(
    name = "early",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Lists the early reuses, failed or not, one a line, in order of time.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed",
      "1:an input was unusable or held no connect, or output was lost",
      "2:wrong usage"
    })
final class ListEarlyCommand extends RecordingListCommand {

  @Override
  void list(ConnectionLog log, ReuseLog reuses, DiagnosisOptions options) throws IOException {
    begin(Tables.REUSE_LINES, Tables.REUSES);
    ClassifiedUses uses = reuses.uses();
    Uses all = uses.all();
    for (int index = 0; index < uses.size(); index++) {
      if (uses.kind(index) == UseKind.EARLY_REUSE
          && uses.result(index).judged()
          && wanted(all.key(uses.destination(index), 0), uses.host(index))) {
        ListedConnect row = ListedConnect.at(uses, index);
        entry(row, Tables.REUSE_LINES, Tables.REUSES);
      }
    }
  }
}
