package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.table.Table;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the lists out of recordings have in common: one line for each entry. */
abstract class RecordingListCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private DiagnosisOptions options = new DiagnosisOptions();

  @Mixin private Anonymization anonymization = new Anonymization();

  @Option(
      names = "--destination",
      paramLabel = "HOST[:PORT]",
      converter = DestinationName.Converter.class,
      description =
          "Only connects to there: a host name as the application gave it, or an address.")
  private @Nullable DestinationName destination;

  @Option(names = "--header", description = "Begin with a line that names the columns.")
  private boolean header;

  @Option(
      names = "--csv",
      description = "Write CSV with all columns and a head line, as analyze --csv does.")
  private boolean csv;

  private long entries;

  /** Writes all entries. */
  abstract void list(ConnectionLog log, ReuseLog reuses, DiagnosisOptions options)
      throws IOException, UnusableInput;

  /** Refuses options that do not go together. */
  void requireSane(CommandSpec command, Anonymization with) {}

  @Override
  public final Integer call() throws IOException, UnusableInput {
    options.requireSane(commandSpec());
    anonymization.requireSane(options.inputs());
    requireSane(commandSpec(), anonymization);
    return list();
  }

  private int list() throws IOException, UnusableInput {
    ConnectionLog log = options.read(anonymization, ProgressLine.on(err()));
    boolean allUsable = InputCheck.report(log, err());
    list(log, options.detect(log), options);
    out().flush();
    anonymization.tell();
    if (entries == 0 && destination != null) {
      err().println("tuplewatch: nothing to list of " + SafeText.of(destination.toString()));
    }
    return allUsable ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Whether an entry to there is asked for. */
  final boolean wanted(ReuseKey key, @Nullable String host) {
    return destination == null
        || destination.matches(key.tuple().remoteAddress(), key.tuple().remotePort(), host);
  }

  /** To be called once, before the entries. */
  final <T> void begin(Table<T> lines, Table<T> cells) throws IOException {
    if (csv) {
      cells.writeHead(out());
    } else if (header) {
      out().println(lines.headLine());
    }
  }

  /** Writes one entry. */
  final <T> void entry(T row, Table<T> lines, Table<T> cells) throws IOException {
    entries++;
    if (csv) {
      cells.write(row, out());
    } else {
      out().println(lines.line(row));
    }
  }

  final PrintWriter err() {
    return commandSpec().commandLine().getErr();
  }

  private PrintWriter out() {
    return commandSpec().commandLine().getOut();
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec;
  }
}
