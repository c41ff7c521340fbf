package io.tuplewatch.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium without a window. Where there is none the tests are skipped, unless {@code
 * TUPLEWATCH_BROWSER=required} says that they must run.
 */
final class Browser {

  private static final long PATIENCE_SECONDS = 60;

  private final Path program;
  private final Path directory;
  private int runs;

  private Browser(Path program, Path directory) {
    this.program = program;
    this.directory = directory;
  }

  /** The first one on the path, working in an empty directory. */
  static Browser find(Path directory) {
    Path found =
        Stream.of(System.getenv("PATH").split(":"))
            .flatMap(
                folder ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (found == null && "required".equals(System.getenv("TUPLEWATCH_BROWSER"))) {
      fail("no chromium on the path, and TUPLEWATCH_BROWSER=required");
    }
    assumeTrue(found != null, "no chromium on the path");
    return new Browser(found, directory);
  }

  /** What it printed. */
  record Output(String out, String log) {

    /** What the page wrote to the console, errors of the content security policy included. */
    List<String> console() {
      return log.lines().filter(line -> line.contains(":CONSOLE")).toList();
    }
  }

  Output open(Path page, String... options) throws IOException, InterruptedException {
    Path home = Files.createDirectory(directory.resolve("browser-" + runs++));
    Path out = home.resolve("out");
    Path log = home.resolve("log");
    List<String> command = command(home, options);
    command.add("--enable-logging=stderr");
    command.add("--v=0");
    command.add("--virtual-time-budget=4000");
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      fail("the browser did not end: " + Files.readString(log, StandardCharsets.ISO_8859_1));
    }
    return new Output(
        Files.readString(out), new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1));
  }

  /** The browser with these options; it writes to its standard output. */
  Process start(Path home, String... options) throws IOException {
    return new ProcessBuilder(command(home, options)).redirectErrorStream(true).start();
  }

  private List<String> command(Path home, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + home));
    command.addAll(List.of(options));
    return command;
  }
}
