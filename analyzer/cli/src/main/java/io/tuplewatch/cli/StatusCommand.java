package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentConnection;
import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.RunningJvm;
import io.tuplewatch.report.SafeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tuplewatch status}: what the agent has counted. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Shows what the agent in running JVMs has counted, at most 10 s old. Loads nothing.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:asked", "1:one JVM or more did not answer", "2:wrong usage"})
final class StatusCommand extends NamedJvmsCommand {

  /** In this order; behind them comes whatever else the agent has counted. */
  private static final List<String> COUNTERS =
      List.of(
          "connects",
          "failures",
          "earlyReuses",
          "failedEarlyReuses",
          "closes",
          "openSockets",
          "failedBinds",
          "evictedLastUses",
          "suppressedErrors");

  /** Times, and texts that may be a number. */
  private static final Set<String> NO_COUNTERS =
      Set.of("asOf", "attachedAt", "version", "destinations", "jar", "recordFile");

  @Override
  String talkTo(RunningJvm jvm, AgentConnection connection) throws AttachFailure {
    Map<String, String> known = connection.properties();
    String state = known.get("state");
    if (state == null) {
      return "no agent";
    }
    return state.equals("attached") ? describe(known) : "detached";
  }

  static String describe(Map<String, String> status) {
    String counts =
        Stream.concat(
                Stream.of(
                    "as of " + time(status.getOrDefault("asOf", "")),
                    "attached " + time(status.getOrDefault("attachedAt", "")),
                    "version " + status.get("version"),
                    "recording " + status.get("recording") + format(status.get("format")),
                    "events " + status.get("events")),
                counters(status).map(counter -> counter + " " + status.get(counter)))
            .collect(Collectors.joining(", "));
    return Stream.concat(Stream.of(counts), failures(status))
        .map(SafeText::of)
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> counters(Map<String, String> status) {
    Stream<String> others =
        status.keySet().stream()
            .filter(name -> !NO_COUNTERS.contains(name))
            .filter(name -> status.getOrDefault(name, "").matches("[0-9]+"))
            .sorted();
    return Stream.concat(COUNTERS.stream().filter(status::containsKey), others).distinct();
  }

  /** A line for the last failure, and for each of the destinations with most. */
  private static Stream<String> failures(Map<String, String> status) {
    String last = status.get("lastFailure");
    String worst = status.getOrDefault("worstDestinations", "");
    return Stream.concat(
        last == null ? Stream.empty() : Stream.of("last failure " + last),
        worst.isEmpty() ? Stream.empty() : Stream.of(worst.split("; ", -1)));
  }

  /** That of Flight Recorder goes without saying. */
  private static String format(@Nullable String format) {
    return "JSON lines".equals(format) ? " as JSON lines" : "";
  }

  private static String time(String epochMillis) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(epochMillis)).toString();
    } catch (NumberFormatException | DateTimeException e) {
      return "(time unknown)";
    }
  }
}
