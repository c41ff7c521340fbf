package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** tuplewatch.jar in a process of its own, whose output goes where it cannot be written. */
class LostOutputIT {

  private static final File FULL = new File("/dev/full");

  @TempDir static Path directory;
  private static Path recording;

  @BeforeAll
  static void record() throws IOException {
    recording = directory.resolve("reuse.jfr");
    Scenario.write(recording, Scenario::failedEarlyReuse);
  }

  @Test
  @EnabledIf("hasFullDevice")
  void textLostOnAFullDiskIsOneLineAndExitCodeOne() throws Exception {
    assertLost(run(FULL, "analyze", recording.toString()));
  }

  @Test
  @EnabledIf("hasFullDevice")
  void jsonLostOnAFullDiskIsOneLineAndExitCodeOne() throws Exception {
    assertLost(run(FULL, "analyze", "--json", "-", recording.toString()));
  }

  @Test
  @EnabledIf("hasFullDevice")
  void helpLostOnAFullDiskIsOneLineAndExitCodeOne() throws Exception {
    assertLost(run(FULL, "--help"));
  }

  @Test
  @EnabledIf("hasFullDevice")
  void jsonFileOnAFullDiskIsOneLineAndExitCodeOneBesideTheText() throws Exception {
    File text = directory.resolve("text").toFile();

    Ended ended = run(text, "analyze", "--json", FULL.getPath(), recording.toString());

    assertThat(ended.exitCode).isEqualTo(1);
    assertThat(ended.stderr.lines())
        .singleElement()
        .asString()
        .startsWith("tuplewatch: /dev/full: cannot be written: ");
    assertThat(Files.readString(text.toPath())).contains("10.1.2.3:5432");
  }

  @Test
  void whatArrivesIsExitCodeZeroAndSilence() throws Exception {
    File text = directory.resolve("all").toFile();

    Ended ended = run(text, "analyze", recording.toString());

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(Files.readString(text.toPath())).contains("10.1.2.3:5432");
  }

  @Test
  void readerOfAPipeThatWentAwayIsNoFailure() throws Exception {
    for (String json : List.of("--json=-", "--worst=1")) {
      File stderr = directory.resolve("stderr").toFile();
      Process process =
          Tool.builder("analyze", json, recording.toString()).redirectError(stderr).start();
      process.getInputStream().close();

      assertThat(process.waitFor()).isZero();
      assertThat(stderr).isEmpty();
    }
  }

  private record Ended(int exitCode, String stderr) {}

  private static void assertLost(Ended ended) {
    assertThat(ended.exitCode).isEqualTo(1);
    assertThat(ended.stderr.lines())
        .singleElement()
        .asString()
        .startsWith("tuplewatch: standard output: cannot be written: ")
        .contains("; ");
  }

  private static Ended run(File stdout, String... args) throws Exception {
    Process process = Tool.builder(args).redirectOutput(stdout).start();
    String stderr = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), stderr);
  }

  static boolean hasFullDevice() {
    return FULL.exists();
  }
}
