package io.tuplewatch.cli;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.report.SelectionJson;
import io.tuplewatch.report.SelectionText;
import io.tuplewatch.report.html.HtmlReport;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.SelectionReport;
import io.tuplewatch.selection.replay.WhatIf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch check}: the recorded ports against the models of the kernel. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Which algorithm selected the recorded ports, and what another, or another load, would do"
            + " to early reuse.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an input was unusable or held no connect, output was lost, or the software failed",
      "2:wrong usage"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch check recording.jfr",
      "  tuplewatch check recording.jfr --what-if retry=random --what-if rate=0.5x,lifetime=30m"
    })
final class CheckCommand implements Callable<Integer> {

  private static final int MOST_SEEDS = 999;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Recordings, or directories with *.jfr files anywhere below them.")
  private List<Path> inputs;

  @Option(
      names = "--what-if",
      paramLabel = "CHANGE",
      converter = Converters.WhatIfConverter.class,
      description =
          "retry=random, step=65535, range=9000-65499, reserved=none, rate=0.5x, lifetime=30m,"
              + " source-addresses=4, closer=client, ports=least-recently-used; several at once"
              + " with commas. Default: a standard set, sorted by effect.")
  private List<WhatIf> changes = new ArrayList<>();

  @Option(
      names = "--firewall-timeout",
      paramLabel = "SPAN",
      converter = FirewallTimeout.class,
      description =
          "A reuse after less than this is early. Default: the idle time at which failures end, as"
              + " in analyze.")
  private @Nullable Duration firewallTimeout;

  @Option(
      names = "--simulations",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Simulations per prediction, 2 to 999, of all connects. Default: 4 to 39 by the work they"
              + " make, of the first 1,000,000 connects.")
  private int simulations;

  @Option(
      names = "--every-destination",
      description =
          "Checks and replays every destination. Default: of each network namespace the busiest 48"
              + " and 16 of the others, 192 in all.")
  private boolean everyDestination;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the results as JSON; - is standard output, in place of the text.")
  private @Nullable String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write one HTML file with pictures and tables to FILE as well.")
  private @Nullable String html;

  @Mixin private Anonymization anonymization = new Anonymization();

  @Override
  public Integer call() throws IOException, InterruptedException, UnusableInput {
    requireNotOverwritten(inputs);
    requireSaneOptions();
    return check();
  }

  private int check() throws IOException, InterruptedException, UnusableInput {
    ConnectionLog read = anonymization.read(inputs, AddressRealm.NAMESPACE, ProgressLine.on(err()));
    requireNotOverwritten(read.files());
    boolean allUsable = InputCheck.report(read, err());
    ConnectionLog log = anonymization.withFiles(read);
    ReuseLog reuses = TimeoutSearch.detect(log, firewallTimeout);
    SelectionReport report =
        changes.isEmpty()
            ? report(log, reuses, WhatIf.standard()).sortedByEffect()
            : report(log, reuses, changes);
    write(report);
    anonymization.tell();
    return allUsable ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private SelectionReport report(ConnectionLog log, ReuseLog reuses, List<WhatIf> asked)
      throws InterruptedException {
    return SelectionReport.of(log, reuses, asked, simulations, everyDestination);
  }

  private void requireSaneOptions() {
    if (simulations != 0 && (simulations < 2 || simulations > MOST_SEEDS)) {
      throw usage("--simulations must be 2 to " + MOST_SEEDS);
    }
    InputGuard.requireNamed(spec, inputs, json, html);
  }

  private void requireNotOverwritten(List<Path> files) throws IOException {
    anonymization.requireSane(files);
    InputGuard.requireNotOverwritten(spec, "--json", json, files);
    InputGuard.requireNotOverwritten(spec, "--html", html, files);
  }

  private void write(SelectionReport report) throws UnusableInput {
    PrintWriter out = spec.commandLine().getOut();
    if (!"-".equals(json)) {
      SelectionText.write(report, out);
    }
    if (json != null) {
      JsonFile.write(json, out, writer -> SelectionJson.write(report, writer));
    }
    if (html != null) {
      JsonFile.write(html, out, writer -> HtmlReport.write(report, writer));
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
