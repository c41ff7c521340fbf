package io.tuplewatch.recording.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks that several threads read in parts. */
class LargeChunkTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");
  private static final Path ONE = SAMPLES.resolve("natural-drop/client-1.jfr");
  private static final long SMALL = 4_000;

  @TempDir private Path directory;

  /** Everything that comes of some files, in order. */
  private record Read(
      List<Recording> recordings,
      List<Object> connects,
      List<Object> closes,
      List<Object> settings,
      List<Object> statuses,
      List<Object> hostTcp,
      List<Object> counts,
      List<Object> complete,
      int chunks) {

    static Read of(List<Path> files, long leastPart, int threads) {
      List<ChunkEvents> chunks = new ArrayList<>();
      List<Recording> recordings =
          InParallel.with(
              threads, () -> RecordingReader.readInParts(files, chunks::add, leastPart));
      return new Read(
          recordings,
          all(chunks, ChunkEvents::connects),
          all(chunks, ChunkEvents::closes),
          all(chunks, ChunkEvents::settings),
          all(chunks, ChunkEvents::statuses),
          all(chunks, ChunkEvents::hostTcp),
          all(chunks, chunk -> chunk.others().counts()),
          chunks.stream().<Object>map(ChunkEvents::complete).distinct().toList(),
          chunks.size());
    }

    private static List<Object> all(
        List<ChunkEvents> chunks, Function<ChunkEvents, List<?>> events) {
      return chunks.stream().map(events).<Object>flatMap(List::stream).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void partsTogetherAreWhatTheChunkIsAsAWhole(int threads) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(SAMPLES)) {
      files = all.filter(file -> file.toString().endsWith(".jfr")).sorted().toList();
    }
    Read whole = Read.of(files, Long.MAX_VALUE, 1);

    Read parts = Read.of(files, SMALL, threads);

    assertThat(parts.chunks()).isGreaterThan(whole.chunks());
    assertThat(parts).usingRecursiveComparison().ignoringFields("chunks").isEqualTo(whole);
  }

  @Test
  void whatIsWrongWithAChunkIsToldAsIfItHadNoParts() throws IOException {
    byte[] good = Files.readAllBytes(ONE);
    Random random = new Random(5);
    int damaged = 0;
    for (int trial = 0; trial < 40; trial++) {
      byte[] bad = good.clone();
      bad[68 + random.nextInt(bad.length - 68)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(directory.resolve("bad.jfr"), bad);
      Read whole = Read.of(List.of(file), Long.MAX_VALUE, 1);
      damaged += whole.recordings().get(0).problems().isEmpty() ? 0 : 1;

      assertThat(Read.of(List.of(file), SMALL, 2))
          .usingRecursiveComparison()
          .ignoringFields("chunks")
          .isEqualTo(whole);
    }
    assertThat(damaged).isBetween(5, 35);
  }

  @Test
  void smallChunkHasNoParts() {
    List<ChunkEvents> chunks = new ArrayList<>();
    List<Recording> recordings = RecordingReader.read(List.of(ONE), chunks::add, Progress.NONE);

    assertThat(chunks).hasSize(recordings.get(0).chunks());
  }
}
