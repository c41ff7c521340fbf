package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** tuplewatch.jar as a process; what it says on standard error is in its output. */
final class Tool {

  static final Path JAR = Path.of(System.getProperty("tuplewatch.jar"));

  /** Options that halve the processor time of a JVM that lives for a second. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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
                "-XX:-UsePerfData"));
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** What a process says, line by line. */
  static BufferedReader said(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next line that holds the words; what was said instead, if none does. */
  static String lineWith(BufferedReader said, String words) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains(words)) {
        return line;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("'" + words + "' was not said, but: " + before);
  }

  /** As Ctrl-C does it. */
  static void interrupt(Process process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
  }
}
