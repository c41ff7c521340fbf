package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One real chunk, three times in a file; then the middle one, or the file, is damaged. */
class DamagedRecordingTest {

  private static final int EVENTS = 20;
  private static final int SIZE = 8;
  private static final int CONSTANT_POOL = 16;
  private static final int METADATA = 24;
  private static final int DURATION = 40;
  private static final int STATE = 64;

  @TempDir static Path directory;
  private static byte[] chunk;

  private Recording recording;
  private List<ChunkEvents> chunks;
  private long connects;

  @BeforeAll
  static void record() throws IOException {
    Path file = directory.resolve("one.jfr");
    RealRecording.write(file, 1, EVENTS, 3);
    byte[] bytes = Files.readAllBytes(file);
    chunk = Arrays.copyOf(bytes, (int) ByteBuffer.wrap(bytes).getLong(SIZE));
  }

  @Test
  void undamagedFileHasNoProblem() throws IOException {
    readWithMiddle(middle -> {});

    assertThat(connects).isEqualTo(3 * EVENTS);
    assertThat(recording.chunks()).isEqualTo(3);
    assertThat(recording.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8  | -1                  | 3 | is truncated
          8  | 9223372036854775807 | 3 | is truncated
          8  | 10                  | 3 | has a damaged header: read up to its last whole event
          8  | 0                   | 3 | was never finished: read up to its last whole event
          16 | 0                   | 3 | was never finished: read up to its last whole event
          24 | 0                   | 3 | was never finished: read up to its last whole event
          16 | 67                  | 3 | has a damaged header
          24 | 999999999           | 3 | has a damaged header
          24 | -5                  | 3 | has a damaged header
          56 | 0                   | 2 | has a damaged header and holds nothing readable
          24 | 68                  | 2 | is damaged
          """)
  void whatFollowsADamagedHeaderIsUsed(int offset, long value, int chunksRead, String reason)
      throws IOException {
    readWithMiddle(middle -> middle.putLong(offset, value));

    assertThat(connects).isEqualTo((long) chunksRead * EVENTS);
    assertThat(recording.chunks()).isEqualTo(3);
    assertThat(recording.problems()).hasSize(1);
    Problem problem = recording.problems().get(0);
    assertThat(problem.chunk()).isEqualTo(2);
    assertThat(problem.reason()).startsWith(reason);
    assertThat(problem.remedy()).isNotBlank();
    assertThat(problem.dataLost()).isTrue();
  }

  @Test
  void chunkOfAnUnknownVersionIsSkipped() throws IOException {
    readWithMiddle(middle -> middle.putInt(4, 3 << 16));

    assertThat(connects).isEqualTo(2 * EVENTS);
    assertThat(recording.problems())
        .extracting(Problem::reason)
        .containsExactly("is of JFR 3.0, which this version does not read");
  }

  @Test
  void unfinishedChunkIsReadUpToItsLastFlush() throws IOException {
    readWithMiddle(middle -> middle.put(STATE, (byte) 1));

    assertThat(connects).isEqualTo(3 * EVENTS);
    assertThat(recording.problems())
        .containsExactly(
            new Problem(
                recording.file(),
                2,
                "was still being written: read up to its last flush",
                "if the JVM still runs, jcmd PID JFR.dump gives the rest",
                false));
    assertThat(chunks).allMatch(ChunkEvents::whole);
    assertThat(chunks.get(0).end()).isGreaterThan(chunks.get(0).start());
    assertThat(chunks.get(1).end()).isEqualTo(chunks.get(1).start());
  }

  @Test
  void chunkOfUnknownDurationEndsWhereItsEventsDo() throws IOException {
    for (long duration : List.of(0L, -3_600_000_000_000L)) {
      readWithMiddle(middle -> middle.putLong(DURATION, duration));

      assertThat(chunks.get(1).end()).isEqualTo(chunks.get(1).start());
    }
  }

  @Test
  void loopOfConstantPoolsIsAProblemAndNoHang() throws IOException {
    readWithMiddle(
        middle -> {
          middle.position((int) middle.getLong(CONSTANT_POOL));
          middle.put(new byte[] {20, 1, 0, 0, 1}); // size, type, start, duration, offset forward
        });

    assertThat(connects).isEqualTo(3 * EVENTS);
    assertThat(recording.problems().get(0).reason())
        .startsWith("is damaged: a broken chain of constant pools");
    assertThat(chunks).extracting(ChunkEvents::whole).containsExactly(true, false, true);
  }

  @Test
  void truncatedFileKeepsItsWholeChunks() throws IOException {
    byte[] file = three();

    read(Arrays.copyOf(file, file.length - 100));

    assertThat(connects).isEqualTo(2 * EVENTS);
    assertThat(recording.problems().get(0).chunk()).isEqualTo(3);
    assertThat(recording.problems().get(0).reason())
        .isEqualTo(
            "is truncated: its header announces "
                + chunk.length
                + " bytes, "
                + (chunk.length - 100)
                + " are there and holds nothing readable"); // its types are described at its end
  }

  @Test
  void fileCutWithinAHeaderKeepsItsWholeChunks() throws IOException {
    read(Arrays.copyOf(three(), 2 * chunk.length + 30));

    assertThat(connects).isEqualTo(2 * EVENTS);
    assertThat(recording.problems())
        .extracting(Problem::reason)
        .containsExactly("is cut off within its header");
  }

  @Test
  void eventsBeforeDamageWithinAChunkAreKept() throws IOException {
    read(chunk);
    long all = connects + recording.closes() + recording.settings();
    byte[] damaged = chunk.clone();
    damaged[startOfLastEvent(damaged)] = 0; // an event of size 0

    read(damaged);

    assertThat(recording.problems()).hasSize(1);
    assertThat(recording.problems().get(0).reason()).contains("an event of impossible size");
    assertThat(connects + recording.closes() + recording.settings()).isBetween(all - 1, all);
  }

  @Test
  void everyTruncationIsOneProblemOrNone() throws IOException {
    for (int length = 1; length < chunk.length; length += 97) {
      read(Arrays.copyOf(chunk, length));

      assertThat(recording.problems()).as("cut to %d bytes", length).hasSize(1);
      assertThat(chunks).allMatch(cut -> !cut.whole());
    }
  }

  @Test
  void randomDamageNeverEscapesTheReader() throws IOException {
    Random random = new Random(4);
    int damagedFiles = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = chunk.clone();
      for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
        damaged[68 + random.nextInt(damaged.length - 68)] = (byte) random.nextInt(256);
      }
      read(damaged);
      damagedFiles += recording.problems().isEmpty() ? 0 : 1;
    }
    assertThat(damagedFiles).isBetween(30, 300);
  }

  @Test
  void damagedMetadataNeverEscapesTheReader() throws IOException {
    int start = (int) ByteBuffer.wrap(chunk).getLong(METADATA);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = chunk.clone();
      damaged[start + random.nextInt(Math.min(2000, damaged.length - start))] =
          (byte) random.nextInt(256);

      read(damaged);

      assertThat(recording.chunks()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''           | is empty
          'not a jfr'  | is a text, not a JFR recording
          'FL'         | is a text, not a JFR recording
          """)
  void fileThatIsNoRecordingIsSaidToBeNone(String content, String reason) throws IOException {
    read(content.getBytes(StandardCharsets.UTF_8));

    assertThat(recording.problems()).extracting(Problem::reason).containsExactly(reason);
  }

  @Test
  void brokenGzipFileIsToBeCopiedAgain() throws IOException {
    read(new byte[] {0x1f, (byte) 0x8b, 8, 0});

    assertThat(recording.problems())
        .extracting(Problem::remedy)
        .containsExactly("copy it again, or unpack it first");
  }

  @Test
  void missingFileIsAProblem() {
    Path missing = directory.resolve("missing.jfr");

    List<Recording> recordings = RecordingReader.read(List.of(missing), c -> {}, Progress.NONE);

    assertThat(recordings.get(0).problems())
        .containsExactly(new Problem(missing, 0, "does not exist", "check the path", true));
  }

  @Test
  void fileBelowAFileIsAProblem() throws IOException {
    Path below = Files.writeString(directory.resolve("plain"), "x").resolve("below.jfr");

    List<Recording> recordings = RecordingReader.read(List.of(below), c -> {}, Progress.NONE);

    assertThat(recordings.get(0).problems().get(0).reason())
        .isEqualTo("cannot be read: Not a directory");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void fileAndDirectoryWithoutPermissionAreProblemsAndTheOthersAreRead(@TempDir Path top)
      throws IOException {
    Files.write(top.resolve("good.jfr"), chunk);
    Path locked = Files.createDirectory(top.resolve("locked"));
    Path file = Files.write(top.resolve("secret.jfr"), chunk);
    Files.setPosixFilePermissions(locked, Set.of());
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root may read everything");

    List<Recording> recordings = RecordingReader.read(List.of(top), c -> {}, Progress.NONE);

    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    assertThat(recordings)
        .flatExtracting(Recording::problems)
        .extracting(Problem::file, Problem::reason)
        .containsExactly(tuple(locked, "may not be read"), tuple(file, "may not be read"));
    assertThat(recordings).extracting(Recording::connects).contains((long) EVENTS);
  }

  @Test
  void emptyDirectoryIsAProblem(@TempDir Path empty) {
    List<Recording> recordings = RecordingReader.read(List.of(empty), c -> {}, Progress.NONE);

    assertThat(recordings.get(0).problems().get(0).reason()).isEqualTo("holds no .jfr file");
  }

  private void readWithMiddle(Consumer<ByteBuffer> damage) throws IOException {
    byte[] file = three();
    damage.accept(ByteBuffer.wrap(file, chunk.length, chunk.length).slice());
    read(file);
  }

  private void read(byte[] content) throws IOException {
    Path file = directory.resolve("damaged.jfr");
    Files.write(file, content);
    chunks = new ArrayList<>();
    recording = RecordingReader.read(List.of(file), chunks::add, Progress.NONE).get(0);
    connects = chunks.stream().mapToLong(c -> c.connects().size()).sum();
    assertThat(recording.connects()).isEqualTo(connects);
  }

  private static byte[] three() {
    return ByteBuffer.allocate(3 * chunk.length).put(chunk).put(chunk).put(chunk).array();
  }

  /** Of those that are neither metadata nor checkpoint. */
  private static int startOfLastEvent(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int last = 0;
    for (int position = 68; position < bytes.length; ) {
      in.position(position);
      int size = varint(in);
      if (varint(in) > 1) {
        last = position;
      }
      position += size;
    }
    return last;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    int shift = 0;
    byte b;
    do {
      b = in.get();
      value |= (b & 0x7F) << shift;
      shift += 7;
    } while (b < 0);
    return value;
  }
}
