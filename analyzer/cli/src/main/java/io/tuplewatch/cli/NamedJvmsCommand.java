package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.RunningJvm;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A command for the JVMs its first parameter names. */
abstract class NamedJvmsCommand extends AgentCommand {

  @Parameters(index = "0", paramLabel = "PID|NAME|all", description = "Which JVMs.")
  private String target;

  @Override
  List<RunningJvm> chosen(JvmSelection from) throws IOException, UnusableInput {
    return from.named(target);
  }
}
