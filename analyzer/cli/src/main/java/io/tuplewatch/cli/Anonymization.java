package io.tuplewatch.cli;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.privacy.Pseudonyms;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.TextReplacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Whether a report may say who is who. Pseudonyms are put in while recordings are read, so that
 * what is computed and written later has nothing else to show.
 */
final class Anonymization {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--anonymize",
      description =
          "Put pseudonyms in the place of addresses, hosts, the application's code and files in all"
              + " that is written. Ports, times and counts stay.")
  private boolean anonymize;

  @Mixin private PseudonymOptions options = new PseudonymOptions();

  private @Nullable Pseudonyms pseudonyms;

  /**
   * @param inputs must not be overwritten by the table of pseudonyms
   * @throws ParameterException if options do not go together
   */
  void requireSane(List<Path> inputs) throws IOException {
    if (options.given() && !anonymize) {
      throw new ParameterException(
          command.commandLine(),
          "--pseudonym-key, --keep-prefixes and --pseudonyms go with --anonymize");
    }
    InputGuard.requireNotOverwritten(command, "--pseudonyms", options.table(), inputs);
  }

  /** Whether names are to be replaced. */
  boolean wanted() {
    return anonymize;
  }

  /**
   * Reads recordings. The names of files are still their own, for {@link InputCheck} to tell the
   * user what is wrong with them.
   *
   * @throws UnusableInput if the key of pseudonyms cannot be read
   */
  ConnectionLog read(List<Path> inputs, AddressRealm realm, Progress progress)
      throws UnusableInput {
    pseudonyms = anonymize ? options.make() : null;
    return ConnectionLog.read(inputs, replacement(), realm, progress);
  }

  /** This log as a report may show it. */
  ConnectionLog withFiles(ConnectionLog log) {
    return anonymize ? log.withFiles(replacement()) : log;
  }

  /**
   * Writes what stands for what, if that was asked for.
   *
   * @throws UnusableInput if it cannot be written
   */
  void tell() throws UnusableInput {
    if (pseudonyms != null) {
      options.tell(pseudonyms);
    }
  }

  /** What stands for the texts of what was read. */
  TextReplacement replacement() {
    return pseudonyms == null ? TextReplacement.NONE : pseudonyms;
  }
}
