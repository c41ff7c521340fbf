package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of a JVM that refers to texts which it wrote into an earlier recording. */
class TextsLeftOutTest {

  private static final int CONNECTS = 20;

  @TempDir private Path directory;

  private final List<ChunkEvents> chunks = new ArrayList<>();

  @Test
  void connectsWithoutTheNamesOfTheirHostsAreAllThere() throws IOException {
    Path file = unpacked("hosts-left-out");

    Recording recording = read(file);

    assertThat(chunks)
        .singleElement()
        .satisfies(
            chunk -> {
              assertThat(chunk.whole()).isTrue();
              assertThat(chunk.connects())
                  .hasSize(CONNECTS)
                  .containsExactlyInAnyOrderElementsOf(JdkReader.read(file).connects())
                  .allSatisfy(connect -> assertThat(connect.host()).isNull());
            });
    assertThat(recording.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.dataLost()).isFalse();
              assertThat(problem.reason()).startsWith("refers to a text that it does not hold");
            });
  }

  @Test
  void connectsOfWhichTheAddressIsNotKnownAreDamage() throws IOException {
    Recording recording = read(unpacked("addresses-left-out"));

    assertThat(chunks).noneMatch(ChunkEvents::whole);
    assertThat(recording.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.dataLost()).isTrue());
  }

  private Recording read(Path file) throws IOException {
    return RecordingReader.read(List.of(file), chunks::add, Progress.NONE).get(0);
  }

  private Path unpacked(String name) throws IOException {
    Path file = directory.resolve(name + ".jfr");
    String packed = "/recordings/" + name + ".jfr.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(TextsLeftOutTest.class.getResourceAsStream(packed)))) {
      Files.copy(in, file);
    }
    return file;
  }
}
