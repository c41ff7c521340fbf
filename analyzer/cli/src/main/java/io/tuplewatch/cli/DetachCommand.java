package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.LeftRecordings;
import io.tuplewatch.cli.jvm.RunningJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code tuplewatch detach}: makes the agent put back the classes and forget what it knows. */
@Command(
    name = "detach",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Removes the agent from running JVMs: their classes are what they were before, the agent's"
            + " own recording is written.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:detached, or it was not attached",
      "1:one JVM or more refused",
      "2:wrong usage"
    })
final class DetachCommand extends NamedJvmsCommand {

  @Override
  String talkTo(RunningJvm jvm, AgentConnection connection) throws AttachFailure {
    Map<String, String> before = connection.properties();
    if (!"attached".equals(before.get("state"))) {
      return "has no agent attached" + left(jvm);
    }
    connection.detachAgent();
    return "detached" + left(jvm);
  }

  private static String left(RunningJvm jvm) {
    List<Path> recordings = LeftRecordings.cleanUp(jvm);
    return recordings.isEmpty()
        ? ""
        : "; an earlier record has left its recording here: "
            + recordings.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
