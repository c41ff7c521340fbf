package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.Preflight;
import io.tuplewatch.cli.jvm.RecordedJvm;
import io.tuplewatch.cli.jvm.RunningJvm;
import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** {@code tuplewatch record}: attach, record, detach and analyze in one. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = {
      "Records running JVMs, then analyzes what was recorded: preflight, attach, a recording of the"
          + " agent's events, detach, analyze.",
      "Ctrl-C ends the recording, not the analysis. The recording is kept. A JVM that records the"
          + " agent's events already goes on doing so, and is only copied from."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:recorded and analyzed, also if ended with Ctrl-C",
      "1:one JVM or more refused, nothing was recorded, or a report could not be written",
      "2:wrong usage",
      "130:Ctrl-C twice"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch record 4711 --for 2h -o report.html",
      "  tuplewatch record OrderService --until failed --then keep",
      "  tuplewatch record all --for 15m -o report.json -o tables.csv"
    })
final class RecordCommand implements Callable<Integer> {

  private static final long BETWEEN_LOOKS_MILLIS = 500;

  @Spec private CommandSpec spec;

  @Mixin private JvmSelection selection = new JvmSelection();
  @Mixin private RecordReports reports = new RecordReports();

  @Parameters(index = "0", paramLabel = "PID|NAME|all", description = "Which JVMs.")
  private String target;

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "",
      paramLabel = "OPTIONS",
      description = "More options of the agent, such as maxsize=1g; see docs/production.md.")
  private String options;

  @Option(
      names = "--for",
      paramLabel = "SPAN",
      converter = Converters.DurationConverter.class,
      description = "How long: 30s, 15m, 2h. Default: until Ctrl-C, or until the JVMs have ended.")
  private @Nullable Duration span;

  @Option(
      names = "--until",
      paramLabel = "EVENT",
      description = "End before that when a connect has failed: failed.")
  private @Nullable Until until;

  @Option(
      names = "--then",
      paramLabel = "WHAT",
      description =
          "keep: leave the agent in and its recording running; detach ends both. Default: detach.")
  private @Nullable Then then;

  @Option(
      names = "--agent",
      paramLabel = "JAR",
      description = "Another agent's jar, as the JVMs see it.")
  private @Nullable Path agent;

  private enum Until {
    FAILED
  }

  private enum Then {
    DETACH,
    KEEP
  }

  private boolean allWell = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSaneOptions();
    if (!AgentConnection.isPossible()) {
      complain(
          "this Java cannot attach to others: it lacks the module jdk.attach; run it on a JDK");
      return ExitCode.SOFTWARE;
    }
    Interrupts interrupts = Interrupts.caught();
    List<Path> recordings = record(interrupts);
    if (recordings.isEmpty()) {
      return ExitCode.SOFTWARE;
    }
    int analyzed = reports.analyze(spec.parent().commandLine(), recordings);
    return allWell ? analyzed : Integer.valueOf(ExitCode.SOFTWARE);
  }

  private void requireSaneOptions() {
    if (options.contains("record=") || options.equals("detach") || options.equals("status")) {
      throw new ParameterException(
          spec.commandLine(), "OPTIONS cannot be " + options + "; record has its own recording");
    }
    if (span != null && span.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for must be more than nothing");
    }
    reports.requireSane(spec);
  }

  private List<Path> record(Interrupts interrupts) throws IOException, InterruptedException {
    List<RecordedJvm> jvms = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    try {
      for (RunningJvm jvm : selection.named(target)) {
        start(jvm, jvms);
      }
      if (!jvms.isEmpty()) {
        jvms.forEach(jvm -> fetchLeft(jvm, files));
        await(jvms, interrupts);
      }
      files.addAll(finish(jvms));
      return files;
    } catch (UnusableInput e) {
      complain(String.valueOf(e.getMessage()));
      return List.of();
    } finally {
      jvms.forEach(RecordedJvm::close);
    }
  }

  private void start(RunningJvm jvm, List<RecordedJvm> started) {
    Preflight preflight = Preflight.of(jvm, agent == null ? null : agent.toAbsolutePath());
    if (!preflight.obstacles().isEmpty()) {
      complain(label(jvm) + String.join("; ", preflight.obstacles()));
      return;
    }
    preflight.remarks().forEach(remark -> say(label(jvm) + remark));
    try {
      RecordedJvm recorded = RecordedJvm.start(jvm, agent, options);
      started.add(recorded);
      say(label(jvm) + beginning(recorded.origin()));
    } catch (AttachFailure e) {
      complain(label(jvm) + e.getMessage());
    }
  }

  private void fetchLeft(RecordedJvm jvm, List<Path> files) {
    try {
      for (Path file : jvm.fetchLeft(suffix -> reports.newRecording(jvm.jvm(), suffix))) {
        say(label(jvm.jvm()) + "an earlier run that was killed had recorded " + file);
        files.add(file);
      }
    } catch (IOException e) {
      complain(label(jvm.jvm()) + "what an earlier run recorded cannot be had: " + e.getMessage());
    }
  }

  private static String beginning(RecordedJvm.Origin origin) {
    return switch (origin) {
      case OURS -> "recording";
      case TAKEN_OVER -> "goes on with the recording of an earlier run that was cut off";
      case THEIRS -> "has a recording already; it is left running, and copied from";
    };
  }

  private void await(List<RecordedJvm> jvms, Interrupts interrupts) throws InterruptedException {
    say(span == null ? "Ctrl-C ends it" : "for " + SpanText.of(span) + "; Ctrl-C ends it sooner");
    RecordProgress progress =
        new RecordProgress(jvms, Instant.now(), reports.firewallTimeout(), err());
    long end = span == null ? Long.MAX_VALUE : System.nanoTime() + span.toNanos();
    while (!interrupts.await(BETWEEN_LOOKS_MILLIS)
        && (span == null || System.nanoTime() < end)
        && jvms.stream().anyMatch(jvm -> !jvm.jvm().hasEnded())
        && !(until == Until.FAILED && progress.hasFailures())) {
      progress.look();
    }
    progress.end();
  }

  private List<Path> finish(List<RecordedJvm> jvms) {
    List<Path> files = new ArrayList<>();
    for (RecordedJvm jvm : jvms) {
      Path file = reports.newRecording(jvm.jvm(), jvm.suffix());
      try {
        boolean ended = jvm.jvm().hasEnded();
        jvm.finish(file, then == Then.KEEP);
        files.add(file);
        say(label(jvm.jvm()) + (ended ? "has ended; " : "") + "its recording is " + file);
      } catch (AttachFailure | IOException e) {
        complain(label(jvm.jvm()) + "its recording cannot be had: " + e.getMessage());
      }
    }
    return files;
  }

  private static String label(RunningJvm jvm) {
    return jvm.pid() + " " + jvm.name() + ": ";
  }

  private void complain(String text) {
    allWell = false;
    say(text);
  }

  private void say(String text) {
    err().println("tuplewatch: " + SafeText.of(text));
    err().flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
