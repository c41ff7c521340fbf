package io.tuplewatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Entry point: parses the command line, runs one subcommand and exits with its code. */
@Command(
    name = "tuplewatch",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Shows what happened to each TCP four-tuple of a JVM.",
    subcommands = {SimulateCommand.class})
public final class Tuplewatch {

  private Tuplewatch() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command, so that tests can run it in process with their own streams. */
  static CommandLine commandLine() {
    return new CommandLine(new Tuplewatch())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Tuplewatch.class.getPackage().getImplementationVersion();
      return new String[] {"tuplewatch " + (version == null ? "(development)" : version)};
    }
  }
}
