package io.tuplewatch.cli;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.report.Baseline;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      names = "--baseline",
      paramLabel = "FILE",
      description = "Compare with an earlier analysis: the file that its --json wrote.")
  private @Nullable Path baseline;

  @Mixin private Anonymization anonymization = new Anonymization();
  @Mixin private AnalysisOutputs outputs = new AnalysisOutputs();

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
  public Integer call() throws IOException, InterruptedException, UnusableInput {
    requireSaneOptions();
    return analyze(baseline == null ? null : InputFiles.baseline(baseline));
  }

  private int analyze(@Nullable Baseline before)
      throws IOException, InterruptedException, UnusableInput {
    ConnectionLog read = anonymization.read(inputs, realm.addressRealm(), ProgressLine.on(err()));
    requireNotOverwritten(read.files());
    boolean allUsable = InputCheck.report(read, err());
    ConnectionLog log = anonymization.withFiles(read);
    Analysis analysis = analyze(log, before);
    boolean written = outputs.write(analysis, InputCheck.anyRead(log));
    boolean stacks = outputs.writeStacks(inputs, anonymization);
    anonymization.tell();
    if (!allUsable || !written || !stacks) {
      return ExitCode.SOFTWARE;
    }
    boolean found = failOn != null && failOn.found(analysis.diagnosis().summary().connects());
    return found ? FOUND : ExitCode.OK;
  }

  private Analysis analyze(ConnectionLog log, @Nullable Baseline before)
      throws InterruptedException, UnusableInput, IOException {
    ReuseLog reuses = TimeoutSearch.detect(log, path.firewallTimeout());
    Computation<SelectionReport> check = outputs.wantReplay() ? replay(log, reuses) : null;
    Diagnosis diagnosis = Diagnosis.of(log, reuses, path.nat(), witnesses.ask(reuses, path.nat()));
    return new Analysis(
        diagnosis,
        reuses,
        check == null ? null : check.get(),
        outputs.wantAdvice(diagnosis) ? advise(log, reuses, diagnosis) : null,
        before == null ? null : before.against(diagnosis));
  }

  private void requireSaneOptions() throws IOException {
    InputGuard.requireNamed(spec, inputs);
    outputs.requireSane();
    witnesses.requireSane(spec, anonymization);
    requireNotOverwritten(inputs);
  }

  private void requireNotOverwritten(List<Path> files) throws IOException {
    anonymization.requireSane(files);
    outputs.requireNotOverwritten(files);
  }

  private Advice advise(ConnectionLog log, ReuseLog reuses, Diagnosis diagnosis)
      throws InterruptedException {
    return Computation.start(
            "advice", () -> Adviser.advise(log, reuses, diagnosis, outputs.target(), 0))
        .get();
  }

  private static Computation<SelectionReport> replay(ConnectionLog log, ReuseLog reuses) {
    return Computation.start("check", () -> SelectionReport.standard(log, reuses));
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
