package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real recordings, with the JDK's own reader as the oracle. */
class RecordingReaderTest {

  private static final int CHUNKS = 3;
  private static final int EVENTS = 40;

  @TempDir static Path directory;
  private static Path file;

  private final List<ChunkEvents> chunks = new ArrayList<>();

  @BeforeAll
  static void record() throws IOException {
    file = directory.resolve("real.jfr");
    RealRecording.write(file, CHUNKS, EVENTS, 1);
  }

  @Test
  void eventsEqualThoseOfTheJdksOwnReader() throws IOException {
    Recording recording = read(file);

    JdkReader expected = JdkReader.read(file);
    assertThat(connects())
        .hasSize(CHUNKS * EVENTS)
        .containsExactlyInAnyOrderElementsOf(expected.connects());
    assertThat(closes())
        .hasSize(CHUNKS * EVENTS)
        .containsExactlyInAnyOrderElementsOf(expected.closes());
    assertThat(settings()).hasSize(CHUNKS).containsExactlyInAnyOrderElementsOf(expected.settings());
    assertThat(recording.problems()).isEmpty();
    assertThat(recording.connects()).isEqualTo(CHUNKS * EVENTS);
    assertThat(recording.closes()).isEqualTo(CHUNKS * EVENTS);
    assertThat(recording.settings()).isEqualTo(CHUNKS);
    assertThat(recording.size()).isEqualTo(Files.size(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 1000, 9000})
  void addressesOfOneHostAreToldApart(int addresses, @TempDir Path own) throws IOException {
    Path oneHost = own.resolve("one-host.jfr");
    RealRecording.writeOneHost(oneHost, addresses, 5 * addresses, addresses);

    Recording recording = read(oneHost);

    assertThat(connects())
        .hasSize(5 * addresses)
        .containsExactlyInAnyOrderElementsOf(JdkReader.read(oneHost).connects());
    assertThat(recording.problems()).isEmpty();
  }

  @Test
  void concatenatedRecordingsAreReadAsOne() throws IOException {
    Path other = directory.resolve("other.jfr");
    RealRecording.write(other, 2, 7, 2);
    Path both = directory.resolve("both.jfr");
    try (OutputStream out = Files.newOutputStream(both)) {
      Files.copy(file, out);
      Files.copy(other, out);
    }

    Recording recording = read(both);

    List<ConnectEvent> expected = new ArrayList<>(JdkReader.read(file).connects());
    expected.addAll(JdkReader.read(other).connects());
    assertThat(connects()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(recording.problems()).isEmpty();
  }

  @Test
  void everyEventIsKnownWithItsChunk() {
    read(file);

    List<ChunkEvents> full = chunks.stream().filter(c -> !c.connects().isEmpty()).toList();
    assertThat(full).hasSize(CHUNKS);
    for (ChunkEvents chunk : full) {
      assertThat(chunk.connects()).hasSize(EVENTS);
      assertThat(chunk.connects()).allMatch(connect -> connect.start() >= chunk.start());
    }
  }

  @Test
  void chunksOfARunningRecordingFollowEachOtherWithoutAHole() {
    read(file);

    for (int i = 1; i < chunks.size(); i++) {
      long gap = chunks.get(i).start() - chunks.get(i - 1).end();
      assertThat(gap).isBetween(0L, 100_000_000L);
      assertThat(chunks.get(i - 1).end()).isGreaterThan(chunks.get(i - 1).start());
    }
    assertThat(chunks).hasSizeGreaterThanOrEqualTo(CHUNKS).allMatch(ChunkEvents::whole);
  }

  @Test
  void callSiteIsTheApplicationsFrame() {
    read(file);

    assertThat(connects())
        .extracting(ConnectEvent::callSite)
        .allMatch(site -> site.matches("io.tuplewatch.recording.RealRecording.commitConnect:\\d+"));
  }

  @Test
  void directoriesAreSearchedForRecordingsInSortedOrder(@TempDir Path top) throws IOException {
    Path deep = Files.createDirectories(top.resolve("b/c"));
    Files.copy(file, deep.resolve("2.jfr"));
    Files.copy(file, top.resolve("a.jfr"));
    Files.writeString(top.resolve("notes.txt"), "no recording");

    List<Recording> recordings = RecordingReader.read(List.of(top), chunks::add, Progress.NONE);

    assertThat(recordings)
        .extracting(Recording::file)
        .containsExactly(top.resolve("a.jfr"), deep.resolve("2.jfr"));
    assertThat(recordings).extracting(Recording::input).containsOnly(top);
  }

  private Recording read(Path path) {
    List<Recording> recordings = RecordingReader.read(List.of(path), chunks::add, Progress.NONE);
    assertThat(recordings).hasSize(1);
    return recordings.get(0);
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
