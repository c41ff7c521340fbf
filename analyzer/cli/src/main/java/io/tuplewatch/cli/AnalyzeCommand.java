package io.tuplewatch.cli;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.input.CollapsedStacks;
import io.tuplewatch.report.AdviceText;
import io.tuplewatch.report.Baseline;
import io.tuplewatch.report.BaselineComparison;
import io.tuplewatch.report.BaselineText;
import io.tuplewatch.report.CsvReport;
import io.tuplewatch.report.FirstScreen;
import io.tuplewatch.report.FirstScreenText;
import io.tuplewatch.report.JsonReport;
import io.tuplewatch.report.ReportPart;
import io.tuplewatch.report.SelectionText;
import io.tuplewatch.report.TextReport;
import io.tuplewatch.report.html.HtmlReport;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

/** {@code tuplewatch analyze}: recordings in, the diagnosis out. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Finds early reuse of four-tuples in recordings, and whether it failed.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an input was unusable or held no connect, output was lost, or the software failed",
      "2:wrong usage",
      "3:what --fail-on names was found",
      "130:interrupted with Ctrl-C"
    })
final class AnalyzeCommand implements Callable<Integer> {

  private static final int FOUND = 3;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Recordings (.jfr, .jfr.gz, .zip), or directories with such files anywhere below them.")
  private List<Path> inputs;

  @Mixin private PathOptions path = new PathOptions();
  @Mixin private AddressRealmOption realm = new AddressRealmOption();

  @Mixin private WitnessOptions witnesses = new WitnessOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description =
          "Exit with 3 if there are early reuses (early), or failed ones of tuples that had worked"
              + " (failed).")
  private @Nullable FailOn failOn;

  @Option(
      names = "--csv",
      paramLabel = "DIR",
      description = "Write connections.csv, reuses.csv and failures.csv to DIR, made if missing.")
  private @Nullable Path csv;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Compare with an earlier analysis: the file that its --json wrote.")
  private @Nullable Path baseline;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JSON to FILE as well; - writes it to stdout instead of the text.")
  private @Nullable String json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show everything that was found below the first screen.")
  private boolean verbose;

  @Option(
      names = "--show",
      paramLabel = "PART",
      split = ",",
      description =
          "Show these parts below the first screen: ${COMPLETION-CANDIDATES}; several with commas.")
  private Set<ReportPart> shown = EnumSet.noneOf(ReportPart.class);

  @Option(
      names = "--target",
      paramLabel = "N/day",
      converter = TargetConverter.class,
      description =
          "Find the smallest set of changes that brings failed early reuses under so many a day,"
              + " such as 1/day; shows the advice.")
  private Advice.@Nullable Target target;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write one HTML file with pictures and tables to FILE as well; it asks for nothing from"
              + " the network.")
  private @Nullable String html;

  @Mixin private Anonymization anonymization = new Anonymization();

  @Option(
      names = "--collapsed",
      paramLabel = "FILE",
      description =
          "Write the connects by stack, destination and outcome to FILE as well, as flame graph"
              + " tools read them; - writes them to stdout instead of the text.")
  private @Nullable String collapsed;

  @Option(
      names = "--worst",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the worst reuses the text shows. Default: ${DEFAULT-VALUE}.")
  private int worst;

  /** What makes the exit code 3. */
  private enum FailOn {
    EARLY,
    FAILED;

    boolean found(Tallies connects) {
      return this == EARLY
          ? connects.earlyReuses().connects() > 0
          : connects.failedEarlyReuses() > 0;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSaneOptions();
    try {
      return analyze(baseline == null ? null : InputFiles.baseline(baseline));
    } catch (UnusableInput e) {
      err().println("tuplewatch: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int analyze(@Nullable Baseline before)
      throws IOException, InterruptedException, UnusableInput {
    ConnectionLog read = anonymization.read(inputs, realm.addressRealm(), ProgressLine.on(err()));
    requireNotOverwritten(read.files());
    boolean allUsable = InputCheck.report(read, err());
    ConnectionLog log = anonymization.withFiles(read);
    ReuseLog reuses = TimeoutSearch.detect(log, path.firewallTimeout());
    Computation<SelectionReport> check = replayed() ? replay(log, reuses) : null;
    Diagnosis diagnosis = Diagnosis.of(log, reuses, path.nat(), witnesses.ask(reuses, path.nat()));
    BaselineComparison change = before == null ? null : before.against(diagnosis);
    SelectionReport selection = check == null ? null : check.get();
    boolean advised = advised() || (!withoutText() && FirstScreen.wantsAdvice(diagnosis));
    Advice advice = advised ? advise(log, reuses, diagnosis) : null;
    if (!withoutText() && InputCheck.anyRead(log)) {
      writeText(diagnosis, selection, advice, change);
    }
    boolean written = writeJson(diagnosis, selection, advice, change);
    boolean page = html == null || writeHtml(diagnosis, reuses, selection, advice, html);
    boolean tables = csv == null || writeCsv(diagnosis, reuses, csv);
    boolean stacks = collapsed == null || writeCollapsed(collapsed);
    anonymization.tell();
    if (!allUsable || !written || !page || !tables || !stacks) {
      return ExitCode.SOFTWARE;
    }
    boolean found = failOn != null && failOn.found(diagnosis.summary().connects());
    return found ? FOUND : ExitCode.OK;
  }

  private void requireSaneOptions() throws IOException {
    if (worst < 0) {
      throw new ParameterException(spec.commandLine(), "--worst must be 0 or more");
    }
    if (inputs.contains(Path.of(""))
        || "".equals(json)
        || "".equals(html)
        || "".equals(collapsed)) {
      throw new ParameterException(spec.commandLine(), "an empty file name; is a variable unset?");
    }
    if (jsonToOut() && "-".equals(collapsed)) {
      throw new ParameterException(
          spec.commandLine(), "--json - and --collapsed - both want stdout; name a file for one");
    }
    witnesses.requireSane(spec, anonymization);
    requireNotOverwritten(inputs);
  }

  /** Whether the replay is shown, whatever the diagnosis. */
  private boolean replayed() {
    return json != null || html != null || shows(ReportPart.SELECTION);
  }

  private boolean advised() {
    return json != null || html != null || target != null || shows(ReportPart.ADVICE);
  }

  private Advice advise(ConnectionLog log, ReuseLog reuses, Diagnosis diagnosis)
      throws InterruptedException {
    int threads = InParallel.threads();
    return Computation.start(
            "advice", () -> Adviser.advise(log, reuses, diagnosis, target, 0, threads))
        .get();
  }

  private static Computation<SelectionReport> replay(ConnectionLog log, ReuseLog reuses) {
    int threads = InParallel.threads();
    return Computation.start("check", () -> SelectionReport.standard(log, reuses, threads));
  }

  private boolean shows(ReportPart part) {
    return verbose || shown.contains(part);
  }

  private void writeText(
      Diagnosis diagnosis,
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      @Nullable BaselineComparison change) {
    FirstScreen screen = FirstScreen.of(diagnosis, advice);
    FirstScreenText.write(screen, Terminal.columns(), Terminal.hasColour(), out());
    if (change != null) {
      out().println();
      BaselineText.write(change, out());
    }
    Set<ReportPart> parts = verbose ? EnumSet.allOf(ReportPart.class) : shown;
    if (parts.isEmpty() && target == null) {
      out().println("  More: --verbose, --show PART, --html FILE, --json FILE, --csv DIR");
    } else {
      out().println();
      TextReport.write(diagnosis, parts, worst, out());
      if (selection != null && parts.contains(ReportPart.SELECTION)) {
        SelectionText.write(selection, out());
      }
      if (advice != null && (target != null || parts.contains(ReportPart.ADVICE))) {
        AdviceText.write(advice, out());
      }
    }
    out().flush();
  }

  private boolean writeJson(
      Diagnosis diagnosis,
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      @Nullable BaselineComparison change)
      throws IOException {
    if (jsonToOut()) {
      JsonReport.write(diagnosis, selection, advice, change, out());
      return true;
    }
    return json == null
        || writeFile(
            json, writer -> JsonReport.write(diagnosis, selection, advice, change, writer));
  }

  private void requireNotOverwritten(List<Path> files) throws IOException {
    anonymization.requireSane(files);
    InputGuard.requireNotOverwritten(spec, "--json", json, files);
    InputGuard.requireNotOverwritten(spec, "--html", html, files);
    InputGuard.requireNotOverwritten(spec, "--collapsed", collapsed, files);
  }

  private boolean writeHtml(
      Diagnosis diagnosis,
      ReuseLog reuses,
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      String file) {
    return writeFile(
        file, writer -> HtmlReport.write(diagnosis, reuses, selection, advice, writer));
  }

  private boolean writeCollapsed(String file) {
    CollapsedStacks stacks =
        CollapsedStacks.read(inputs, anonymization.replacement(), ProgressLine.on(err()));
    return writeFile(file, stacks::write);
  }

  private boolean withoutText() {
    return jsonToOut() || "-".equals(collapsed);
  }

  private boolean jsonToOut() {
    return "-".equals(json);
  }

  private boolean writeCsv(Diagnosis diagnosis, ReuseLog reuses, Path directory) {
    try {
      Files.createDirectories(directory);
      CsvReport.write(diagnosis, reuses, directory);
      return true;
    } catch (IOException e) {
      String reason = JsonFile.reason(e) + "; name another directory";
      err().println("tuplewatch: " + UnusableInput.of(directory.toString(), reason).getMessage());
      return false;
    }
  }

  private boolean writeFile(String file, JsonFile.Content content) {
    try {
      JsonFile.write(file, out(), content);
      return true;
    } catch (UnusableInput e) {
      err().println("tuplewatch: " + e.getMessage());
      return false;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
