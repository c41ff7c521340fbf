package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Flight Recorder leaves in its repository when its JVM is killed under load. */
class KilledJvmTest {

  @TempDir private Path repository;

  @Test
  @Timeout(120)
  void finishedChunksOfAKilledJvmAreUsedAndTheUnfinishedOneIsSaid()
      throws IOException, InterruptedException {
    recordAndKill();
    List<ChunkEvents> chunks = new ArrayList<>();

    List<Recording> recordings =
        RecordingReader.read(List.of(repository), chunks::add, Progress.NONE);

    long connects = chunks.stream().mapToLong(chunk -> chunk.connects().size()).sum();
    assertThat(connects).isGreaterThanOrEqualTo(KilledJvm.FINISHED);
    assertThat(recordings)
        .flatExtracting(Recording::problems)
        .singleElement()
        .extracting(Problem::reason)
        .asString()
        .matches("was (still being written|never finished).*");
    List<Long> numbers =
        chunks.stream()
            .flatMap(chunk -> chunk.connects().stream())
            .map(ConnectEvent::connectionId)
            .sorted()
            .toList();
    assertThat(numbers.get(numbers.size() - 1)).isEqualTo(connects - 1); // none but the tail lost
  }

  private void recordAndKill() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:FlightRecorderOptions:repository=" + repository,
                "-cp",
                System.getProperty("java.class.path"),
                KilledJvm.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).contains("two chunks are finished");
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }
}
