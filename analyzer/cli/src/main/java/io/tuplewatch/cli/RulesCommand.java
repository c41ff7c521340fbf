package io.tuplewatch.cli;

import io.tuplewatch.jmc.RulesReport;
import io.tuplewatch.recording.input.RecordingFiles;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch rules}: what JDK Mission Control says of connects, without it. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Runs Tuplewatch's rules and JDK Mission Control's own socket rules, as Mission Control"
            + " runs them: the recordings are loaded into memory as a whole.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an input could not be loaded, or output was lost",
      "2:wrong usage",
      "3:a rule found what --fail-on names"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch rules --firewall-timeout 350s app.jfr",
      "  tuplewatch rules --html report.html app.jfr"
    })
final class RulesCommand implements Callable<Integer> {

  private static final int FOUND = 3;

  /** Grades of results, as rules give them. */
  private enum FailOn {
    INFO,
    WARNING
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Recordings (.jfr, .jfr.gz), or directories with such files anywhere below them; several"
              + " are looked at together.")
  private List<Path> inputs;

  @Option(
      names = "--firewall-timeout",
      paramLabel = "SPAN",
      converter = FirewallTimeout.class,
      description = "The firewall's idle timeout. Default: that of analyze.")
  private @Nullable Duration firewallTimeout;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write Mission Control's own report, with all its rules, to FILE as well; - writes it to"
              + " stdout instead of the text.")
  private @Nullable String html;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 3 if a rule has this severity or a higher one: info or warning.")
  private @Nullable FailOn failOn;

  @Override
  public Integer call() throws IOException, InterruptedException, UnusableInput {
    InputGuard.requireNamed(spec, inputs, html);
    return run(files());
  }

  private int run(List<File> files) throws IOException, InterruptedException, UnusableInput {
    InputGuard.requireNotOverwritten(
        spec, "--html", html, files.stream().map(File::toPath).toList());
    RulesReport report = load(files);
    PrintWriter out = spec.commandLine().getOut();
    if (!"-".equals(html)) {
      report.write(out);
    }
    if (html != null) {
      JsonFile.write(html, out, writer -> writer.write(report.html()));
    }
    return failOn != null && report.has(failOn.name()) ? FOUND : ExitCode.OK;
  }

  private RulesReport load(List<File> files) throws InterruptedException, UnusableInput {
    try {
      return RulesReport.of(files, firewallTimeout);
    } catch (IOException e) {
      String named =
          files.size() == 1 ? files.get(0).toString() : "one of " + files.size() + " files";
      String cause = "Mission Control's core cannot load it: " + e.getMessage();
      throw UnusableInput.of(named, cause + "; analyze reads what is whole of a damaged file");
    }
  }

  private List<File> files() throws IOException, UnusableInput {
    List<File> files = new ArrayList<>();
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw UnusableInput.of(input.toString(), "does not exist; check the path");
      }
      List<Path> found = RecordingFiles.of(input).files();
      if (found.isEmpty()) {
        throw UnusableInput.of(input.toString(), "holds no recording; name another directory");
      }
      for (Path file : found) {
        if (file.toString().contains(".jsonl")) {
          String problem = "Mission Control reads no JSON lines; use analyze";
          throw UnusableInput.of(file.toString(), problem);
        }
        files.add(file.toFile());
      }
    }
    return files;
  }
}
