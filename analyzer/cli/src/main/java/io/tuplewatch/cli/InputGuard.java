package io.tuplewatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Looks at the names of files before any is read or written. */
final class InputGuard {

  private InputGuard() {}

  /**
   * Refuses an empty name.
   *
   * @param options names of other files, null where none was given
   */
  static void requireNamed(CommandSpec spec, List<Path> files, @Nullable String... options) {
    if (files.contains(Path.of("")) || Arrays.asList(options).contains("")) {
      throw new ParameterException(spec.commandLine(), "an empty file name; is a variable unset?");
    }
  }

  /**
   * To be asked of what was named, and again of the files that were found in directories.
   *
   * @param option that names the output
   * @param output null or {@code -}: no file
   * @throws ParameterException if the output is one of the files
   */
  static void requireNotOverwritten(
      CommandSpec spec, String option, @Nullable String output, List<Path> files)
      throws IOException {
    if (output == null || output.equals("-")) {
      return;
    }
    Path written = Path.of(output);
    for (Path file : files) {
      if (Files.exists(written) && Files.exists(file) && Files.isSameFile(written, file)) {
        throw new ParameterException(
            spec.commandLine(), option + " would overwrite the input " + file);
      }
    }
  }
}
