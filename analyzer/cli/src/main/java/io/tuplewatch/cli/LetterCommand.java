package io.tuplewatch.cli;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.letter.Letter;
import io.tuplewatch.report.letter.LetterMarkdown;
import io.tuplewatch.report.letter.LetterText;
import io.tuplewatch.report.letter.NetworkLetter;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tuplewatch letter}: what a network team needs to look the sessions up. */
@Command(
    name = "letter",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Writes a letter to a network team: which sessions to look up, with filters for their"
            + " tools, and what each finding would mean.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "1:an input was unusable, no connect failed, or output was lost",
      "2:wrong usage"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch letter recording.jfr",
      "  tuplewatch letter recording.jfr --destination db.example:5432 -o letter.md"
    })
final class LetterCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DiagnosisOptions options = new DiagnosisOptions();

  @Mixin private WitnessOptions witnesses = new WitnessOptions();

  @Mixin private Anonymization anonymization = new Anonymization();

  @Option(
      names = "--destination",
      paramLabel = "HOST[:PORT]",
      converter = DestinationName.Converter.class,
      description =
          "About connects to there: a host name as the application gave it, or an address. Default:"
              + " where most connects fail by reuse, or else where most fail.")
  private @Nullable DestinationName destination;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write it to FILE, as Markdown if the name ends with .md, and all sessions beside it in a"
              + " file of the same name that ends with .csv. Default: standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException, UnusableInput {
    options.requireSane(spec);
    witnesses.requireSane(spec, anonymization);
    requireNotOverwritten(options.inputs());
    return letter();
  }

  private int letter() throws IOException, UnusableInput {
    ConnectionLog log = options.read(anonymization, ProgressLine.on(err()));
    requireNotOverwritten(log.files());
    boolean allUsable = InputCheck.report(log, err());
    ReuseLog reuses = options.detect(log);
    Diagnosis diagnosis =
        Diagnosis.of(log, reuses, options.nat(), witnesses.ask(reuses, options.nat()));
    Optional<NetworkLetter> letter =
        NetworkLetter.of(diagnosis, reuses, log.jvms().values(), this::wanted);
    if (letter.isEmpty()) {
      if (InputCheck.anyRead(log)) {
        err().println("tuplewatch: " + nothingToAsk());
      }
      return ExitCode.SOFTWARE;
    }
    write(letter.get());
    anonymization.tell();
    return allUsable ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean wanted(DestinationReuse reuse) {
    return destination == null
        || destination.matches(
            reuse.destination().remoteAddress(), reuse.destination().remotePort(), reuse.host());
  }

  private String nothingToAsk() {
    return "no connect "
        + (destination == null ? "" : "to " + SafeText.of(destination.toString()) + " ")
        + "failed on the network, so there is nothing to ask; see tuplewatch analyze";
  }

  private void write(NetworkLetter letter) throws UnusableInput {
    PrintWriter out = spec.commandLine().getOut();
    if (output == null) {
      LetterText.write(letter.letter(null), out);
      return;
    }
    Path table = table(output);
    Letter text = letter.letter(String.valueOf(table.getFileName()));
    JsonFile.write(table.toString(), out, letter::writeSessions);
    JsonFile.write(output.toString(), out, file -> write(text, file));
  }

  private void write(Letter letter, Writer file) {
    if (String.valueOf(output).toLowerCase(Locale.ROOT).endsWith(".md")) {
      LetterMarkdown.write(letter, file);
    } else {
      LetterText.write(letter, file);
    }
  }

  /** letter.txt has letter.csv beside it. */
  private static Path table(Path letter) {
    String name = String.valueOf(letter.getFileName());
    int dot = name.lastIndexOf('.');
    return letter.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + ".csv");
  }

  private void requireNotOverwritten(List<Path> files) throws IOException {
    anonymization.requireSane(files);
    if (output == null) {
      return;
    }
    if (output.equals(Path.of("")) || output.equals(table(output))) {
      throw new ParameterException(
          spec.commandLine(), "-o " + output + ": name a file that ends with .txt or .md");
    }
    InputGuard.requireNotOverwritten(spec, "-o", output.toString(), files);
    InputGuard.requireNotOverwritten(spec, "-o", table(output).toString(), files);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
