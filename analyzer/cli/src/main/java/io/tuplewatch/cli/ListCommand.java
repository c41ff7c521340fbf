package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.RunningJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * {@code tuplewatch list}: the JVMs here, and which have the agent; with a word after it, what
 * recordings hold.
 */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = {
      "Lists the running JVMs and whether the agent is in them. Loads nothing.",
      "With a command: lists what recordings hold, one line each."
    },
    subcommands = {ListFailedCommand.class, ListEarlyCommand.class, ListTuplesCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "1:one JVM or more did not answer", "2:wrong usage"})
final class ListCommand extends AgentCommand {

  @Override
  List<RunningJvm> chosen(JvmSelection from) throws IOException {
    return from.all();
  }

  @Override
  String talkTo(RunningJvm jvm, AgentConnection connection) throws AttachFailure {
    Map<String, String> known = connection.properties();
    String state = known.get("state");
    return state == null ? "no agent" : state + ", version " + known.get("version");
  }
}
