package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AgentJar;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.RunningJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code tuplewatch attach}: loads the agent into running JVMs. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = "Loads the agent into running JVMs. Run preflight first.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:attached, or it was already", "1:one JVM or more refused", "2:wrong usage"},
    footer = {
      "",
      "Examples:",
      "  tuplewatch attach 4711 record=/var/log/app-%%p.jfr,maxage=4h",
      "  tuplewatch attach all events=suspicious",
      "  tuplewatch attach 4711 --agent /opt/agent.jar    (the path inside its container)"
    })
final class AttachCommand extends NamedJvmsCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      defaultValue = "",
      paramLabel = "OPTIONS",
      description = "The agent's options: key=value, commas between; see docs/production.md.")
  private String options;

  @Option(
      names = "--agent",
      paramLabel = "JAR",
      description =
          "The agent's jar, as the JVM sees it. Default: a copy of the one in this tool, put into its"
              + " /tmp and removed by detach.")
  private @Nullable Path agent;

  @Override
  List<RunningJvm> chosen(JvmSelection from) throws IOException, UnusableInput {
    if (options.equals("detach") || options.equals("status")) {
      throw new ParameterException(
          commandSpec().commandLine(), "there is a command " + options + " of its own");
    }
    return super.chosen(from);
  }

  @Override
  String talkTo(RunningJvm jvm, AgentConnection connection) throws AttachFailure {
    Map<String, String> before = connection.properties();
    if ("attached".equals(before.get("state"))) {
      return "has the agent already, " + before.get("version");
    }
    Path jar = agent == null ? AgentJar.put(jvm) : agent.toAbsolutePath();
    Map<String, String> after = load(jvm, connection, jar);
    if (!"attached".equals(after.get("state"))) {
      return "the agent stayed out; its reason is on the JVM's standard error";
    }
    return "attached, version " + after.get("version") + ", " + recording(after.get("recording"));
  }

  /** Where the agent did not get in, its jar does not stay. */
  private Map<String, String> load(RunningJvm jvm, AgentConnection connection, Path jar)
      throws AttachFailure {
    boolean attached = false;
    try {
      connection.load(jar, options);
      Map<String, String> after = connection.properties();
      attached = "attached".equals(after.get("state"));
      return after;
    } finally {
      if (!attached) {
        AgentJar.remove(jvm, jar);
      }
    }
  }

  private static String recording(@Nullable String state) {
    return switch (String.valueOf(state)) {
      case "on" -> "recording";
      case "off" -> "idle until a recording starts (jcmd PID JFR.start)";
      default -> "but it cannot record there: detach it, and attach with record=FILE";
    };
  }
}
