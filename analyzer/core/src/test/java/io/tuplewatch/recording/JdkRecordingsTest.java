package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;

/**
 * Recordings that the agent made on every supported JDK (resources, recordings/README.md), against
 * the JDK's own reader and Mission Control's.
 */
class JdkRecordingsTest {

  @TempDir private Path directory;
  private final List<ChunkEvents> chunks = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25, 27})
  void everyEventEqualsThatOfTheJdksOwnReader(int jdk) throws IOException {
    JdkReader expected = JdkReader.read(read(jdk));
    assertThat(expected.connects()).hasSizeGreaterThan(30);
    assertThat(connects()).containsExactlyInAnyOrderElementsOf(expected.connects());
    assertThat(closes()).containsExactlyInAnyOrderElementsOf(expected.closes());
    assertThat(settings()).containsExactlyInAnyOrderElementsOf(expected.settings());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25, 27})
  void everyEventEqualsThatOfMissionControl(int jdk)
      throws IOException, CouldNotLoadRecordingException {
    MissionControlReader expected = MissionControlReader.read(read(jdk));
    assertThat(expected.connects()).hasSizeGreaterThan(30);
    assertThat(connects()).containsExactlyInAnyOrderElementsOf(expected.connects());
    assertThat(closes()).containsExactlyInAnyOrderElementsOf(expected.closes());
  }

  /** Reads it as it is, packed, and returns it unpacked for the oracle. */
  private Path read(int jdk) throws IOException {
    Path packed = file(jdk);
    Recording recording =
        InParallel.with(2, () -> RecordingReader.read(List.of(packed), chunks::add, Progress.NONE))
            .get(0);
    assertThat(recording.problems()).isEmpty();
    return Files.write(directory.resolve("unpacked.jfr"), unpacked(packed));
  }

  static byte[] unpacked(Path gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  static Path file(int jdk) {
    try {
      String name = "/recordings/jdk" + jdk + ".jfr.gz";
      return Path.of(Objects.requireNonNull(JdkRecordingsTest.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ConnectEvent> connects() {
    return chunks.stream().flatMap(chunk -> chunk.connects().stream()).toList();
  }

  private List<CloseEvent> closes() {
    return chunks.stream().flatMap(chunk -> chunk.closes().stream()).toList();
  }

  private List<SettingsEvent> settings() {
    return chunks.stream().flatMap(chunk -> chunk.settings().stream()).toList();
  }
}
