package io.tuplewatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** tuplewatch.jar as a process; what it says on standard error is in its output. */
final class Tool {

  static final Path JAR = Path.of(System.getProperty("tuplewatch.jar"));

  private Tool() {}

  static Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  /** A background job's children ignore SIGINT, unless told otherwise. */
  static ProcessBuilder builder(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-jar",
                JAR.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
