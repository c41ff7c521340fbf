package io.tuplewatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tuplewatch demo}: the trouble, on a recording that this file carries. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description = {
      "Shows a firewall that eats connects: analyzes a recording that comes with the tool, and writes"
          + " the report.",
      "The recording is a real one, of a Java client behind nftables. In a clone, scripts/demo plays"
          + " the same with a firewall of its own on this machine, without root where that permits"
          + " network namespaces."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a file could not be written", "2:wrong usage"})
final class DemoCommand implements Callable<Integer> {

  private static final String RESOURCE = "/demo/client-1.jfr";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "tuplewatch-demo.html",
      description =
          "The report; the recording goes beside it, with the suffix .jfr. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path report;

  @Override
  public Integer call() {
    Path recording = recording();
    try {
      write(recording);
    } catch (IOException e) {
      String reason = JsonFile.reason(e) + "; name another file with -o";
      err().println("tuplewatch: " + UnusableInput.of(recording.toString(), reason).getMessage());
      return ExitCode.SOFTWARE;
    }
    say(
        "A Java client connects 24 times a second, for 20 s, through a firewall that drops SYNs on");
    say("sessions that closed less than 5 s ago. What does the client's recording say of it?");
    say("");
    say("$ tuplewatch analyze --html " + report + " " + recording);
    say("");
    int analyzed =
        spec.parent()
            .commandLine()
            .execute("analyze", "--html", report.toString(), "--", recording.toString());
    if (analyzed == ExitCode.OK) {
      sayWhatNext(recording);
    }
    return analyzed;
  }

  private Path recording() {
    Path name = report.getFileName();
    if (name == null || !name.toString().endsWith(".html") || name.toString().length() < 6) {
      throw new ParameterException(
          spec.commandLine(), "-o " + report + ": its name must end with .html");
    }
    return report.resolveSibling(name.toString().replaceFirst("html$", "jfr"));
  }

  private static void write(Path recording) throws IOException {
    try (@Nullable InputStream in = DemoCommand.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("this build of the tool carries no recording");
      }
      Files.copy(in, recording, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void sayWhatNext(Path recording) {
    say("");
    say("The report for a browser: " + report.toAbsolutePath());
    say("To go on with:");
    say("  all that was found in it                         tuplewatch analyze -v " + recording);
    say("  the JVMs of this machine                         tuplewatch list");
    say("  one of them, recorded for 15 minutes, analyzed   tuplewatch record PID --for 15m");
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
