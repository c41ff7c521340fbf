package io.tuplewatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Keeps {@code --json} from destroying what is to be read. */
final class InputGuard {

  private InputGuard() {}

  /**
   * To be asked of what was named, and again of the files that were found in directories.
   *
   * @param json null or {@code -}: no file
   * @throws ParameterException if the output is one of the files
   */
  static void requireNotOverwritten(CommandSpec spec, @Nullable String json, List<Path> files)
      throws IOException {
    requireNotOverwritten(spec, "--json", json, files);
  }

  /** The same of the file that another option names. */
  static void requireNotOverwritten(
      CommandSpec spec, String option, @Nullable String json, List<Path> files) throws IOException {
    if (json == null || json.equals("-")) {
      return;
    }
    Path output = Path.of(json);
    for (Path file : files) {
      if (Files.exists(output) && Files.exists(file) && Files.isSameFile(output, file)) {
        throw new ParameterException(
            spec.commandLine(), option + " would overwrite the input " + file);
      }
    }
  }
}
