package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of the packaged tool. */
class DemoIT {

  @TempDir private Path directory;

  @Test
  void demoNamesTheEarlyReusesOfTheRecordingItCarriesAndWritesTheReport() throws Exception {
    Process demo = Tool.builder("demo").directory(directory.toFile()).start();
    String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said)
        .contains("LIKELY A DEVICE ON THE PATH KEEPS CLOSED SESSIONS")
        .contains("69 of 480 connects failed (14.4 %), 14:46:24 to 14:46:41 UTC: all 69 consistent")
        .contains(directory.resolve("tuplewatch-demo.html").toString())
        .contains("tuplewatch record PID --for 15m");
    assertThat(demo.waitFor()).isZero();
    assertThat(directory.resolve("tuplewatch-demo.html")).content().contains("<html");
    assertThat(directory.resolve("tuplewatch-demo.jfr")).isNotEmptyFile();
  }

  @Test
  void reportWithAnotherSuffixIsWrongUsage() throws Exception {
    Process demo = Tool.builder("demo", "-o", "x.txt").directory(directory.toFile()).start();

    assertThat(demo.waitFor()).isEqualTo(2);
  }
}
