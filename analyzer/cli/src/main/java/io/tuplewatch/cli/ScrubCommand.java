package io.tuplewatch.cli;

import io.tuplewatch.cli.scrub.ScrubbedRecording;
import io.tuplewatch.privacy.Pseudonyms;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.report.SafeText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch scrub}: a recording that can be given to others. */
@Command(
    name = "scrub",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Writes a recording of Tuplewatch's events alone, with pseudonyms in the place of"
            + " addresses, hosts and code. Its diagnosis is the same but for these.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an input was unusable or held no connect, or the output could not be written",
      "2:wrong usage",
      "130:interrupted with Ctrl-C"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch scrub app.jfr for-support.jfr",
      "  tuplewatch scrub --pseudonyms names.csv app.jfr for-support.jfr"
    })
final class ScrubCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "A recording, or a directory: all recordings below it become one.")
  private Path input;

  @Parameters(
      index = "1",
      paramLabel = "OUT.jfr",
      description = "The file to write; it is replaced if it is there.")
  private Path output;

  @Mixin private PseudonymOptions options = new PseudonymOptions();

  /** Whether the input was readable in full. */
  private boolean usable;

  @Override
  public Integer call() throws IOException, UnusableInput {
    InputGuard.requireNamed(spec, List.of(input, output));
    requireNotOverwritten(List.of(input));
    return scrub();
  }

  private int scrub() throws IOException, UnusableInput {
    Pseudonyms pseudonyms = options.make();
    List<ScrubbedRecording> done = new ArrayList<>();
    try {
      CompleteFile.writeBytes(output, out -> done.add(write(pseudonyms, out)));
    } catch (NothingToWrite e) {
      return ExitCode.SOFTWARE;
    } catch (IOException e) {
      throw UnusableInput.of(output.toString(), JsonFile.reason(e) + "; name another file");
    }
    options.tell(pseudonyms);
    return say(done.get(0));
  }

  private ScrubbedRecording write(Pseudonyms pseudonyms, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    ScrubbedRecording scrubbed =
        ScrubbedRecording.write(input, pseudonyms, ProgressLine.on(err()), buffered);
    buffered.flush();
    requireNotOverwritten(scrubbed.recordings().stream().map(Recording::file).toList());
    usable = InputCheck.report(scrubbed.recordings(), err());
    if (scrubbed.written() == 0) {
      throw new NothingToWrite();
    }
    return scrubbed;
  }

  /** Says in the end that there is no file; why, was said. */
  private static final class NothingToWrite extends IOException {
    private static final long serialVersionUID = 1;
  }

  private int say(ScrubbedRecording scrubbed) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %d connects and closes, %d bytes%n",
        SafeText.of(output.toString()), scrubbed.written(), Files.size(output));
    out.flush();
    if (scrubbed.leftOut() > 0) {
      err()
          .printf(
              "tuplewatch: %s: %d connects and closes were left out: of their times events are"
                  + " missing, and a reader could not know%n",
              SafeText.of(input.toString()), scrubbed.leftOut());
    }
    return usable ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void requireNotOverwritten(List<Path> files) throws IOException {
    InputGuard.requireNotOverwritten(spec, "OUT.jfr", output.toString(), files);
    InputGuard.requireNotOverwritten(spec, "--pseudonyms", options.table(), files);
    String table = options.table();
    if (table != null && Path.of(table).toAbsolutePath().equals(output.toAbsolutePath())) {
      throw new ParameterException(spec.commandLine(), "--pseudonyms would overwrite OUT.jfr");
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
