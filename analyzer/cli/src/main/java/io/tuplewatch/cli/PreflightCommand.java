package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.Preflight;
import io.tuplewatch.cli.jvm.RunningJvm;
import io.tuplewatch.cli.jvm.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch preflight}: can the agent be loaded, and who has trouble; touches no JVM. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Says of running JVMs, without attaching, whether the agent can be loaded and which of them"
            + " have trouble connecting. Linux.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the agent can be loaded into all of them",
      "1:not into one or more, or there is no such JVM",
      "2:wrong usage"
    })
final class PreflightCommand implements Callable<Integer> {

  /** Worst first. */
  private static final Comparator<Watch> BY_TROUBLE =
      Comparator.comparingInt(Watch::unanswered)
          .thenComparingLong(Watch::failures)
          .reversed()
          .thenComparingLong(Watch::portHeadroom);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Mixin private JvmSelection selection = new JvmSelection();

  @Parameters(
      arity = "0..1",
      defaultValue = "all",
      paramLabel = "PID|NAME|all",
      description = "Which JVMs. Default: all of this user.")
  private String target;

  @Option(
      names = "--agent",
      paramLabel = "JAR",
      description =
          "The agent's jar, as the JVMs see it. Default: a copy of the one in this tool, which"
              + " attach puts into their /tmp.")
  private @Nullable Path agent;

  @Option(
      names = "--watch",
      paramLabel = "SPAN",
      converter = Converters.DurationConverter.class,
      description =
          "Looks again and again for that long (60s) and ranks the JVMs: connects without answer"
              + " for more than 1 s, failures, free source ports.")
  private @Nullable Duration watch;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JSON to FILE instead of the text; - is stdout.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException, UnusableInput {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      error("preflight reads /proc, so it works on Linux only");
      return ExitCode.SOFTWARE;
    }
    List<Watch> watched = look(selection.named(target));
    if (watch != null) {
      watched.sort(BY_TROUBLE);
    }
    write(watched);
    boolean allWell = watched.stream().allMatch(w -> w.last().obstacles().isEmpty());
    return allWell && !watched.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Watch> look(List<RunningJvm> jvms) throws InterruptedException {
    @Nullable Path jar = jar();
    List<Watch> watched = new ArrayList<>();
    for (RunningJvm jvm : jvms) {
      look(jvm, jar).ifPresent(found -> watched.add(new Watch(found)));
    }
    long end = System.nanoTime() + (watch == null ? 0 : watch.toNanos());
    while (watch != null && System.nanoTime() < end) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      for (Watch one : watched) {
        look(one.last().jvm(), jar).ifPresent(one::add);
      }
    }
    return watched;
  }

  /** Nothing can be said of a JVM that ends meanwhile: part of what was read is missing. */
  private static Optional<Preflight> look(RunningJvm jvm, @Nullable Path jar) {
    Preflight found = Preflight.of(jvm, jar);
    return jvm.hasEnded() ? Optional.empty() : Optional.of(found);
  }

  private @Nullable Path jar() {
    return agent == null ? null : agent.toAbsolutePath().normalize();
  }

  private void write(List<Watch> watched) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json == null) {
      PreflightText.write(watched, watch, out);
    } else if (json.toString().equals("-")) {
      PreflightJson.write(watched, out);
    } else {
      try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(json))) {
        PreflightJson.write(watched, file);
      }
    }
    out.flush();
  }

  private void error(String text) {
    spec.commandLine().getErr().println("tuplewatch: " + text);
  }
}
