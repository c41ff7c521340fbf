package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.RunningJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code record} writes, and the command line of {@code analyze} that does so. */
final class RecordReports {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Suffix of a file, and the option of analyze that writes it. */
  private static final Map<String, String> OPTIONS =
      new TreeMap<>(
          Map.of(
              ".html", "--html", ".json", "--json", ".csv", "--csv", ".collapsed", "--collapsed"));

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write a report: FILE.html, FILE.json, FILE.csv, which is a folder of tables, or"
              + " FILE.collapsed, stacks for flame graphs. Repeat it for more. The recording"
              + " goes beside it; without -o, into this folder.")
  private List<Path> files = new ArrayList<>();

  @Mixin private PathOptions path = new PathOptions();

  /** What the user said it is; null if nothing. */
  @Nullable Duration firewallTimeout() {
    return path.firewallTimeout();
  }

  void requireSane(CommandSpec record) {
    for (Path file : files) {
      String option = OPTIONS.get(suffix(file));
      if (option == null || !analyzeHas(record, option)) {
        throw new ParameterException(
            record.commandLine(),
            "-o " + file + ": its name must end with one of " + suffixes(record));
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new ParameterException(
            record.commandLine(), "-o " + file + ": its directory does not exist");
      }
    }
  }

  private static List<String> suffixes(CommandSpec record) {
    return OPTIONS.keySet().stream()
        .filter(suffix -> analyzeHas(record, String.valueOf(OPTIONS.get(suffix))))
        .toList();
  }

  private static boolean analyzeHas(CommandSpec record, String option) {
    @Nullable CommandLine analyze = record.parent().subcommands().get("analyze");
    return analyze != null && analyze.getCommandSpec().findOption(option) != null;
  }

  private static String suffix(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.lastIndexOf('.') < 1 ? "" : name.substring(name.lastIndexOf('.'));
  }

  /** A new file for a recording of that JVM. */
  Path newRecording(RunningJvm jvm, String suffix) {
    Path first = files.isEmpty() ? Path.of("tuplewatch") : files.get(0);
    String name = "tuplewatch-" + jvm.pid() + "-" + TIME.format(Instant.now());
    Path file = first.resolveSibling(name + suffix);
    for (int i = 2; Files.exists(file); i++) {
      file = first.resolveSibling(name + "-" + i + suffix);
    }
    return file;
  }

  /** Runs analyze on the recordings: its exit code. */
  int analyze(CommandLine tuplewatch, List<Path> recordings) {
    List<String> arguments = new ArrayList<>(List.of("analyze"));
    arguments.addAll(path.arguments());
    for (Path file : files) {
      arguments.addAll(List.of(String.valueOf(OPTIONS.get(suffix(file))), file.toString()));
    }
    arguments.add("--");
    recordings.forEach(recording -> arguments.add(recording.toString()));
    return tuplewatch.execute(arguments.toArray(new String[0]));
  }
}
