package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.RunningJvm;
import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands that talk to running JVMs have in common: one line for each of them. */
abstract class AgentCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private JvmSelection selection = new JvmSelection();

  /** The JVMs this command is for. */
  abstract List<RunningJvm> chosen(JvmSelection from) throws IOException, UnusableInput;

  /**
   * Does it.
   *
   * @return what there is to say of that JVM; a line of its own after each line feed
   */
  abstract String talkTo(RunningJvm jvm, AgentConnection connection) throws AttachFailure;

  @Override
  public final Integer call() throws IOException, UnusableInput {
    if (!AgentConnection.isPossible()) {
      error("this Java cannot attach to others: it lacks the module jdk.attach; run it on a JDK");
      return ExitCode.SOFTWARE;
    }
    List<RunningJvm> jvms = chosen(selection);
    if (jvms.isEmpty()) {
      error("no JVM of this user runs here; --all-users shows the others");
    }
    boolean allWell = true;
    for (RunningJvm jvm : jvms) {
      allWell &= succeeds(jvm);
    }
    return allWell ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean succeeds(RunningJvm jvm) {
    String label = jvm.pid() + " " + SafeText.of(jvm.name()) + ": ";
    try (AgentConnection connection = AgentConnection.to(jvm)) {
      String said =
          talkTo(jvm, connection).lines().map(SafeText::of).collect(Collectors.joining("\n  "));
      commandSpec().commandLine().getOut().println(label + said);
      return true;
    } catch (AttachFailure e) {
      if (jvm.hasEnded()) {
        return true;
      }
      error(label + SafeText.of(e.getMessage()));
      return false;
    }
  }

  final CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec;
  }

  private void error(String text) {
    commandSpec().commandLine().getErr().println("tuplewatch: " + text);
  }
}
