package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.report.table.CsvCell;
import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.SeenColumns;
import io.tuplewatch.report.table.Table;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Plain tables (RFC 4180, UTF-8, times ISO-8601 UTC, spans in ms): {@code connections.csv} of every
 * attempt with a tuple, {@code reuses.csv} of the early and late reuses among those that worked or
 * failed, {@code failures.csv} of every failure with its cause.
 */
public final class CsvReport {

  private CsvReport() {}

  /** Writes the files into an existing directory. */
  public static void write(Diagnosis diagnosis, ReuseLog reuses, Path directory)
      throws IOException {
    writeConnections(reuses.uses(), directory);
    Table<ListedFailure> table = SeenColumns.after(Tables.FAILURES, diagnosis.findings().audit());
    try (Writer failures = Files.newBufferedWriter(directory.resolve("failures.csv"))) {
      table.writeHead(failures);
      for (FailureCause failure : diagnosis.findings().failures()) {
        table.write(ListedFailure.of(reuses.uses(), failure), failures);
      }
    }
  }

  private static void writeConnections(ClassifiedUses uses, Path directory) throws IOException {
    try (Writer connections = Files.newBufferedWriter(directory.resolve("connections.csv"));
        Writer reused = Files.newBufferedWriter(directory.resolve("reuses.csv"))) {
      Tables.CONNECTIONS.writeHead(connections);
      Tables.REUSES.writeHead(reused);
      for (int index = 0; index < uses.size(); index++) {
        Tables.CONNECTIONS.write(uses.get(index), connections);
        if (uses.result(index).judged() && isReuse(uses.kind(index))) {
          Tables.REUSES.write(ListedConnect.at(uses, index), reused);
        }
      }
    }
  }

  private static boolean isReuse(UseKind kind) {
    return kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE;
  }

  /** One line of a table, with its end. */
  public static String row(@Nullable Object first, @Nullable Object second) {
    return CsvCell.of(first) + "," + CsvCell.of(second) + "\r\n";
  }
}
