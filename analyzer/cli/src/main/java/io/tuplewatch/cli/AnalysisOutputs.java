package io.tuplewatch.cli;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.recording.input.CollapsedStacks;
import io.tuplewatch.report.AdviceText;
import io.tuplewatch.report.BaselineText;
import io.tuplewatch.report.CsvReport;
import io.tuplewatch.report.FirstScreen;
import io.tuplewatch.report.FirstScreenText;
import io.tuplewatch.report.JsonReport;
import io.tuplewatch.report.ReportPart;
import io.tuplewatch.report.SelectionText;
import io.tuplewatch.report.TextReport;
import io.tuplewatch.report.html.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@link AnalyzeCommand} writes of an {@link Analysis}, and where to. */
final class AnalysisOutputs {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JSON to FILE as well; - writes it to stdout instead of the text.")
  private @Nullable String json;

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

  @Option(
      names = "--csv",
      paramLabel = "DIR",
      description = "Write connections.csv, reuses.csv and failures.csv to DIR, made if missing.")
  private @Nullable Path csv;

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

  void requireSane() {
    if (worst < 0) {
      throw new ParameterException(spec.commandLine(), "--worst must be 0 or more");
    }
    InputGuard.requireNamed(spec, List.of(), json, html, collapsed);
    if (jsonToOut() && stacksToOut()) {
      throw new ParameterException(
          spec.commandLine(), "--json - and --collapsed - both want stdout; name a file for one");
    }
  }

  void requireNotOverwritten(List<Path> files) throws IOException {
    InputGuard.requireNotOverwritten(spec, "--json", json, files);
    InputGuard.requireNotOverwritten(spec, "--html", html, files);
    InputGuard.requireNotOverwritten(spec, "--collapsed", collapsed, files);
  }

  /** Whether the replay is shown, whatever the diagnosis. */
  boolean wantReplay() {
    return json != null || html != null || shows(ReportPart.SELECTION);
  }

  boolean wantAdvice(Diagnosis diagnosis) {
    return target != null
        || json != null
        || html != null
        || shows(ReportPart.ADVICE)
        || (!withoutText() && FirstScreen.wantsAdvice(diagnosis));
  }

  /** What advice is to reach; null if the user named nothing. */
  Advice.@Nullable Target target() {
    return target;
  }

  private boolean shows(ReportPart part) {
    return verbose || shown.contains(part);
  }

  /**
   * Writes everything that is asked for but the stacks; what cannot be written is told.
   *
   * @param anyRead whether there is anything for the text
   * @return whether all was written
   */
  boolean write(Analysis analysis, boolean anyRead) throws IOException {
    if (!withoutText() && anyRead) {
      writeText(analysis);
    }
    boolean written = json == null || writeJson(analysis, json);
    boolean page = html == null || writeHtml(analysis, html);
    boolean tables = csv == null || writeCsv(analysis, csv);
    return written && page && tables;
  }

  private void writeText(Analysis analysis) {
    FirstScreen screen = FirstScreen.of(analysis.diagnosis(), analysis.advice());
    FirstScreenText.write(screen, Terminal.columns(), Terminal.hasColour(), out());
    if (analysis.change() != null) {
      out().println();
      BaselineText.write(analysis.change(), out());
    }
    Set<ReportPart> parts = parts();
    if (parts.isEmpty()) {
      out().println("  More: --verbose, --show PART, --html FILE, --json FILE, --csv DIR");
    } else {
      out().println();
      TextReport.write(analysis.diagnosis(), parts, worst, out());
      if (analysis.selection() != null && parts.contains(ReportPart.SELECTION)) {
        SelectionText.write(analysis.selection(), out());
      }
      if (analysis.advice() != null && parts.contains(ReportPart.ADVICE)) {
        AdviceText.write(analysis.advice(), out());
      }
    }
    out().flush();
  }

  private Set<ReportPart> parts() {
    Set<ReportPart> parts = EnumSet.noneOf(ReportPart.class);
    parts.addAll(verbose ? EnumSet.allOf(ReportPart.class) : shown);
    if (target != null) {
      parts.add(ReportPart.ADVICE);
    }
    return parts;
  }

  private boolean writeJson(Analysis of, String file) throws IOException {
    if (jsonToOut()) {
      JsonReport.write(of.diagnosis(), of.selection(), of.advice(), of.change(), out());
      return true;
    }
    return writeFile(
        file,
        writer ->
            JsonReport.write(of.diagnosis(), of.selection(), of.advice(), of.change(), writer));
  }

  private boolean writeHtml(Analysis of, String file) {
    return writeFile(
        file,
        writer ->
            HtmlReport.write(of.diagnosis(), of.reuses(), of.selection(), of.advice(), writer));
  }

  private boolean writeCsv(Analysis analysis, Path directory) {
    try {
      Files.createDirectories(directory);
      CsvReport.write(analysis.diagnosis(), analysis.reuses(), directory);
      return true;
    } catch (IOException e) {
      String reason = JsonFile.reason(e) + "; name another directory";
      err().println("tuplewatch: " + UnusableInput.of(directory.toString(), reason).getMessage());
      return false;
    }
  }

  /** Reads the stacks and writes them, if that is asked for; what cannot be written is told. */
  boolean writeStacks(List<Path> inputs, Anonymization anonymization) {
    if (collapsed == null) {
      return true;
    }
    CollapsedStacks stacks =
        CollapsedStacks.read(inputs, anonymization.replacement(), ProgressLine.on(err()));
    return writeFile(collapsed, stacks::write);
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

  private boolean withoutText() {
    return jsonToOut() || stacksToOut();
  }

  private boolean jsonToOut() {
    return "-".equals(json);
  }

  private boolean stacksToOut() {
    return "-".equals(collapsed);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
