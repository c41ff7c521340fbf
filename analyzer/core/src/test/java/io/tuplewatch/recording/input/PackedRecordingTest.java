package io.tuplewatch.recording.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.RealRecording;
import io.tuplewatch.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in gzip files and zip archives. */
class PackedRecordingTest {

  private static final int EVENTS = 20;

  @TempDir static Path directory;
  private static byte[] plain;

  @BeforeAll
  static void record() throws IOException {
    Path file = directory.resolve("plain.jfr");
    RealRecording.write(file, 2, EVENTS, 11);
    plain = Files.readAllBytes(file);
  }

  @Test
  void gzipIsToldByItsFirstBytesWhateverItsName() throws IOException {
    Recording recording = readOne(gzip(directory.resolve("packed.dump"), plain));

    assertThat(recording.problems()).isEmpty();
    assertThat(recording.connects()).isEqualTo(2 * EVENTS);
    assertThat(recording.size()).isEqualTo(plain.length);
  }

  @Test
  void everyRecordingInAnArchiveIsReadAndNamed() throws IOException {
    Path archive = directory.resolve("fleet.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      add(out, "a/one.jfr", plain);
      add(out, "../../etc/two.jfr", plain);
      add(out, "notes.txt", new byte[] {1, 2, 3});
    }

    List<Recording> recordings = read(archive);

    assertThat(recordings)
        .extracting(recording -> recording.file().toString())
        .containsExactly(archive + "!/a/one.jfr", archive + "!/../../etc/two.jfr");
    assertThat(recordings).extracting(Recording::connects).containsOnly(2L * EVENTS);
  }

  @Test
  void archiveWithoutARecordingIsAProblem() throws IOException {
    Path archive = directory.resolve("notes.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      add(out, "notes.txt", plain);
    }

    assertThat(readOne(archive).problems())
        .extracting(Problem::reason)
        .containsExactly("holds no .jfr file");
  }

  @Test
  void gzipCutOffIsReadAsFarAsItGoes() throws IOException {
    Path whole = gzip(directory.resolve("whole.jfr.gz"), plain);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = directory.resolve("cut.jfr.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 8));

    List<Recording> recordings = read(cut);

    assertThat(recordings)
        .flatExtracting(Recording::problems)
        .extracting(Problem::reason)
        .anyMatch(reason -> reason.startsWith("is a damaged archive"));
  }

  @Test
  void whatUnpacksToManyTimesItsSizeIsCutOff() throws IOException {
    Unpacking unpacking = new Unpacking(200, Long.MAX_VALUE);
    InputStream endless = new EndlessZeros();

    try (Unpacking.Result result = unpacking.unpack(endless, 1_000)) {
      assertThat(result.problem()).isEqualTo("unpacks to more than 200 times its size");
      assertThat(result.channel().size()).isLessThan(70L << 20);
    }
  }

  @Test
  void allThatIsUnpackedHasALimit() throws IOException {
    Unpacking unpacking = new Unpacking(200, 10_000);

    try (Unpacking.Result first = unpacking.unpack(zeros(6_000), 6_000);
        Unpacking.Result second = unpacking.unpack(zeros(6_000), 6_000)) {
      assertThat(first.problem()).isNull();
      assertThat(second.problem()).isEqualTo("unpacks to more than may be unpacked at once");
    }
  }

  private static final class EndlessZeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      return length;
    }
  }

  private static InputStream zeros(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  private static Path gzip(Path file, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static Recording readOne(Path file) {
    List<Recording> recordings = read(file);
    assertThat(recordings).hasSize(1);
    return recordings.get(0);
  }

  private static List<Recording> read(Path file) {
    return RecordingReader.read(List.of(file), chunk -> {}, Progress.NONE);
  }
}
