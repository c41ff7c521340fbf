package io.tuplewatch.cli;

import io.tuplewatch.cli.shell.ShellFilesCommand;
import io.tuplewatch.report.SafeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point: parses the command line, runs one subcommand and exits with its code. */
@Command(
    name = "tuplewatch",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Shows what happened to each TCP four-tuple of a JVM.")
public final class Tuplewatch implements Runnable {

  /** Set to anything, software failures print their stack trace. */
  private static final String DEBUG = "TUPLEWATCH_DEBUG";

  /** In the order in which help lists them. */
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "record",
          "watch",
          "analyze",
          "letter",
          "check",
          "rules",
          "scrub",
          "simulate",
          "probe",
          "attach",
          "detach",
          "status",
          "list",
          "preflight",
          "agent-jar",
          "shell-files");

  /** The commands that run others. */
  private static final Set<String> RUN_OTHERS = Set.of("demo", "record", "watch", "shell-files");

  @Spec private CommandSpec spec;

  private Tuplewatch() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    StandardOutput out = new StandardOutput();
    CommandLine commandLine = commandLine(args).setOut(out.writer());
    try {
      int exitCode = commandLine.execute(args);
      return isDelivered(out, commandLine.getErr()) ? exitCode : ExitCode.SOFTWARE;
    } catch (OutOfMemoryError e) {
      commandLine.getErr().println("tuplewatch: out of memory; run it with a larger java -Xmx");
      return ExitCode.SOFTWARE;
    }
  }

  private static boolean isDelivered(StandardOutput out, PrintWriter err) {
    String lost = out.lost();
    if (lost != null) {
      err.println(
          "tuplewatch: standard output: cannot be written: "
              + SafeText.of(lost)
              + "; send it elsewhere");
    }
    return lost == null;
  }

  /** The whole command, so that tests can run it in process with their own streams. */
  static CommandLine commandLine() {
    return commandLine(new String[0]);
  }

  /**
   * What {@code args} need of it: to describe all commands takes as long as to read a small
   * recording, and one is run.
   */
  static CommandLine commandLine(String[] args) {
    CommandLine commandLine = new CommandLine(new Tuplewatch());
    String first = args.length == 0 ? "" : args[0];
    boolean one = COMMANDS.contains(first) && !RUN_OTHERS.contains(first);
    for (String name : one ? List.of(first) : COMMANDS) {
      commandLine.addSubcommand(name, command(name));
    }
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(Tuplewatch::wrongUsage)
        .setExecutionExceptionHandler(Tuplewatch::failure);
  }

  private static Object command(String name) {
    return switch (name) {
      case "demo" -> new DemoCommand();
      case "record" -> new RecordCommand();
      case "watch" -> new WatchCommand();
      case "analyze" -> new AnalyzeCommand();
      case "letter" -> new LetterCommand();
      case "check" -> new CheckCommand();
      case "rules" -> new RulesCommand();
      case "scrub" -> new ScrubCommand();
      case "simulate" -> new SimulateCommand();
      case "probe" -> new ProbeCommand();
      case "attach" -> new AttachCommand();
      case "detach" -> new DetachCommand();
      case "status" -> new StatusCommand();
      case "list" -> new ListCommand();
      case "preflight" -> new PreflightCommand();
      case "agent-jar" -> new AgentJarCommand();
      case "shell-files" -> new ShellFilesCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** No subcommand: says what there is. */
  @Override
  public void run() {
    String commands =
        spec.subcommands().entrySet().stream()
            .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    throw new ParameterException(spec.commandLine(), "name a command: " + commands);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("tuplewatch: " + SafeText.of(e.getMessage() + suggestion(e)));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String suggestion(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? "; did you mean " + unmatched.getSuggestions().get(0) + "?"
        : "";
  }

  private static int failure(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof UnusableInput) {
      command.getErr().println("tuplewatch: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    command.getErr().println("tuplewatch: failed: " + SafeText.of(e.toString()));
    return ExitCode.SOFTWARE;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Tuplewatch.class.getPackage().getImplementationVersion();
      return new String[] {"tuplewatch " + (version == null ? "(development)" : version)};
    }
  }
}
