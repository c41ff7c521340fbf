package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while tuplewatch.jar reads. */
@EnabledOnOs(OS.LINUX) // what a process has open is asked of /proc
class InterruptIT {

  /** Enough that reading goes on when it is seen to have begun. */
  private static final int COPIES = 20_000;

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  void ctrlCInTheMidstOfReadingLeavesNothingBehind() throws Exception {
    Path recordings = Files.createDirectory(directory.resolve("recordings"));
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path results = Files.createDirectory(directory.resolve("results"));
    Path recording = recordings.resolve("0.jfr");
    Scenario.write(recording, Scenario::failedEarlyReuse);
    for (int i = 1; i < COPIES; i++) {
      Files.createLink(recordings.resolve(i + ".jfr"), recording);
    }
    Process process =
        new ProcessBuilder(command(temporary, results.resolve("out.json"), recordings))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(directory.resolve("stderr").toFile())
            .start();

    awaitOpen(recordings, process);
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();

    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(temporary).isEmptyDirectory();
    assertThat(results).isEmptyDirectory();
    assertThat(directory.resolve("stderr")).isEmptyFile();
  }

  /** A background job's children ignore SIGINT, unless told otherwise. */
  private static List<String> command(Path temporary, Path json, Path input) {
    return List.of(
        "env",
        "--default-signal=INT",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.io.tmpdir=" + temporary,
        "-XX:-UsePerfData",
        "-jar",
        System.getProperty("tuplewatch.jar"),
        "analyze",
        "--json",
        json.toString(),
        input.toString());
  }

  private static void awaitOpen(Path recordings, Process process) throws IOException {
    Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
    while (process.isAlive()) {
      try (Stream<Path> descriptors = Files.list(open)) {
        if (descriptors.anyMatch(descriptor -> leadsBelow(recordings, descriptor))) {
          return;
        }
      } catch (UncheckedIOException e) {
        // closed meanwhile
      }
      Thread.onSpinWait();
    }
    throw new IOException("ended before it was interrupted");
  }

  private static boolean leadsBelow(Path recordings, Path descriptor) {
    try {
      Path file = Files.readSymbolicLink(descriptor);
      return file.startsWith(recordings) && file.toString().endsWith(".jfr");
    } catch (IOException e) {
      return false;
    }
  }
}
