package io.tuplewatch.recording.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.connection.Use;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.decode.LargeChunk;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks that are read in parts: several at once, or one after the other for want of memory. */
class LargeChunkTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");
  private static final Path ONE = SAMPLES.resolve("natural-drop/client-1.jfr");

  private static final LargeChunk.Sizes WHOLE =
      new LargeChunk.Sizes(Long.MAX_VALUE / 4, Long.MAX_VALUE);

  private static final LargeChunk.Sizes AT_ONCE = new LargeChunk.Sizes(4_000, Long.MAX_VALUE);
  private static final LargeChunk.Sizes IN_TURN = new LargeChunk.Sizes(1_000, 20_000);

  @TempDir private Path directory;

  /** Everything that comes of some files: the events in order, and what they are joined to. */
  private record Read(
      List<Recording> recordings,
      List<List<Object>> events,
      List<Use> uses,
      List<Object> rest,
      int chunks) {

    static Read of(List<Path> files, LargeChunk.Sizes sizes, int threads) {
      List<ChunkEvents> chunks = new ArrayList<>();
      ConnectionLogBuilder builder = new ConnectionLogBuilder();
      List<Recording> recordings =
          InParallel.with(
              threads,
              () ->
                  RecordingReader.readInParts(
                      files,
                      chunk -> {
                        chunks.add(chunk);
                        builder.add(chunk);
                      },
                      sizes));
      ConnectionLog log = builder.build(recordings);
      return new Read(
          recordings,
          List.of(
              all(chunks, ChunkEvents::connects),
              all(chunks, ChunkEvents::closes),
              all(chunks, ChunkEvents::statuses),
              all(chunks, ChunkEvents::hostTcp),
              all(chunks, chunk -> chunk.others().counts()),
              chunks.stream().<Object>map(ChunkEvents::complete).distinct().toList()),
          log.uses().stream().sorted(ReuseDetector.IN_TIME).toList(),
          List.of(
              recordings,
              log.jvms(),
              log.quality(),
              log.opens(),
              log.counted(),
              log.withoutTuple(),
              log.from(),
              log.to()),
          chunks.size());
    }

    private static List<Object> all(
        List<ChunkEvents> chunks, Function<ChunkEvents, List<?>> events) {
      return chunks.stream().map(events).<Object>flatMap(List::stream).toList();
    }

    void isTheSameAs(Read whole) {
      assertThat(events).isEqualTo(whole.events);
      assertThat(uses).isEqualTo(whole.uses);
      assertThat(rest).usingRecursiveComparison().isEqualTo(whole.rest);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void partsReadAtOnceTogetherAreWhatTheChunkIsAsAWhole(int threads) throws IOException {
    Read whole = Read.of(samples(), WHOLE, 1);

    Read parts = Read.of(samples(), AT_ONCE, threads);

    assertThat(parts.chunks()).isGreaterThan(whole.chunks());
    parts.isTheSameAs(whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void soArePartsReadInTurn(int threads) throws IOException {
    Read whole = Read.of(samples(), WHOLE, 1);

    Read parts = Read.of(samples(), IN_TURN, threads);

    assertThat(parts.chunks()).isGreaterThan(3 * whole.chunks());
    parts.isTheSameAs(whole);
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> all = Files.walk(SAMPLES)) {
      return all.filter(file -> file.toString().endsWith(".jfr")).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "1, 6"})
  void whatIsWrongWithAChunkIsToldAsIfItHadNoParts(int threads, long seed) throws IOException {
    byte[] good = Files.readAllBytes(ONE);
    Random random = new Random(seed);
    int damaged = 0;
    for (int trial = 0; trial < 40; trial++) {
      byte[] bad = good.clone();
      bad[68 + random.nextInt(bad.length - 68)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(directory.resolve("bad.jfr"), bad);
      Read whole = Read.of(List.of(file), WHOLE, 1);
      damaged += whole.recordings().get(0).problems().isEmpty() ? 0 : 1;

      Read.of(List.of(file), threads == 1 ? IN_TURN : AT_ONCE, threads).isTheSameAs(whole);
    }
    assertThat(damaged).isBetween(5, 35);
  }

  @Test
  void fileThatIsCutWhileItIsReadPartByPartIsToldAndWhatWasReadIsKept() throws IOException {
    Path file = Files.copy(ONE, directory.resolve("cut.jfr"));
    long whole = Read.of(List.of(file), WHOLE, 1).recordings().get(0).connects();

    List<Recording> recordings =
        InParallel.with(
            1,
            () ->
                RecordingReader.readInParts(
                    List.of(file),
                    part -> {
                      if (!part.connects().isEmpty()) {
                        cutTo(file, 3_000);
                      }
                    },
                    IN_TURN));

    assertThat(recordings.get(0).connects()).isBetween(1L, whole - 1);
    assertThat(recordings.get(0).problems())
        .extracting(Problem::reason)
        .anyMatch(reason -> reason.contains("while it was read"));
  }

  private static void cutTo(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void smallChunkHasNoParts() {
    List<ChunkEvents> chunks = new ArrayList<>();
    List<Recording> recordings = RecordingReader.read(List.of(ONE), chunks::add, Progress.NONE);

    assertThat(chunks).hasSize(recordings.get(0).chunks());
  }
}
