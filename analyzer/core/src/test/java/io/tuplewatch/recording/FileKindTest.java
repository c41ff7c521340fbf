package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Files that are named .jfr and are something else, or a recording in another wrapping. */
class FileKindTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          28b52ffd2400            | is compressed with zstd   | zstd -d
          502a4d1804000000        | is compressed with zstd   | zstd -d
          04224d186440a7          | is compressed with lz4    | lz4 -d
          425a683931415926        | is compressed with bzip2  | bunzip2
          377abcaf271c0004        | is a 7z archive           | 7z x
          7f454c4602010100        | is a program or a core    | name a .jfr
          cafebabe00000034        | is a Java class           | name a .jfr
          50455246494c4532        | is perf's data            | name a .jfr
          d4c3b2a102000400        | is a packet capture       | name a .jfr
          0000000000000000000000  | begins with nothing but   | copy or dump
          01020304                | is not a JFR recording    | name a .jfr
          """)
  void whatIsToldByItsBytesIsNamedWithARemedy(String hex, String reason, String remedy)
      throws IOException {
    Problem problem = problemOf(HexFormat.of().parseHex(hex));

    assertThat(problem.reason()).startsWith(reason);
    assertThat(problem.remedy()).contains(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'version https://git-lfs.github.com/spec/v1\noid sha256:00' | is a Git LFS pointer | git lfs pull
          '/annex/objects/SHA256E-s3--00.jfr'                        | is a git-annex pointer | git annex get
          'JAVA PROFILE 1.0.2'                                       | is a heap dump | JFR.start
          '<?xml version="1.0"?>\n<configuration version="2.0">'     | holds Flight Recorder's settings | .jfr
          '<!DOCTYPE html><html>'                                    | is a web page | download
          '{\n  "recording": {'                                      | is JSON, but not what | .jsonl
          '{"event":"other"}'                                        | is JSON, but not what | .jsonl
          'jdk.SocketRead {\n  startTime = 12:00'                    | is a text | .jfr
          'PK'                                                       | is a text | .jfr
          """)
  void textsAreNamedWithARemedy(String text, String reason, String remedy) throws IOException {
    Problem problem = problemOf(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));

    assertThat(problem.reason()).startsWith(reason);
    assertThat(problem.remedy()).contains(remedy);
  }

  @Test
  void tarIsToldByWhatIsFarIn() throws IOException {
    byte[] tar = new byte[1024];
    tar[0] = 'a';
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

    assertThat(problemOf(tar).reason()).isEqualTo("is a tar archive");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9, 'is a recording of JFR 0.9, which Oracle JDK 7 and 8 and JRockit write'",
    "1, 0, 'is a recording of JFR 1.0, which JDK 9 and 10 write'"
  })
  void oldFormatsAreOneProblemOfTheFileAndTheRemedyIsANewerJdk(int major, int minor, String reason)
      throws IOException {
    ByteBuffer old = ByteBuffer.allocate(5000).put("FLR\0".getBytes(StandardCharsets.US_ASCII));
    old.putShort((short) major).putShort((short) minor).putLong(5000);

    Problem problem = problemOf(old.array());

    assertThat(problem.chunk()).isZero();
    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem.remedy()).contains("8u262");
  }

  @Test
  void xzIsUnpackedWhateverItsNameAndKeepsWhatComesBeforeACut() throws IOException {
    Path plain = directory.resolve("plain");
    RealRecording.write(plain, 2, 20, 11);
    Path packed = directory.resolve("packed.dump");
    xz(packed, Files.readAllBytes(plain));

    Recording whole = read(packed);
    byte[] bytes = Files.readAllBytes(packed);
    Recording cut = read(Files.write(packed, Arrays.copyOf(bytes, bytes.length - 40)));

    assertThat(whole.connects()).isEqualTo(40);
    assertThat(whole.problems()).isEmpty();
    assertThat(cut.problems()).isNotEmpty();
  }

  @Test
  void xzThatUnpacksToNothingButZerosIsGivenUp() throws IOException {
    Path bomb = directory.resolve("bomb.jfr.xz");
    xz(bomb, new byte[100 << 20]);

    List<Recording> recordings = RecordingReader.read(List.of(bomb), c -> {}, Progress.NONE);

    assertThat(recordings.get(0).problems())
        .extracting(Problem::reason)
        .containsExactly("unpacks to more than 200 times its size");
  }

  @Test
  void damagedXzIsAProblem() throws IOException {
    Problem problem = problemOf(HexFormat.of().parseHex("fd377a585a000004ffffffffffff"));

    assertThat(problem.reason()).startsWith("cannot be unpacked");
  }

  @Test
  void whatIsPackedInADirectoryIsFoundSoThatItCanBeSaid() throws IOException {
    Files.write(directory.resolve("a.jfr.zst"), HexFormat.of().parseHex("28b52ffd2400"));

    assertThat(read(directory).problems().get(0).reason()).isEqualTo("is compressed with zstd");
  }

  private static void xz(Path file, byte[] content) throws IOException {
    try (OutputStream out = new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(0))) {
      out.write(content);
    }
  }

  private Problem problemOf(byte[] content) throws IOException {
    Recording recording = read(Files.write(directory.resolve("other.jfr"), content));
    assertThat(recording.problems()).hasSize(1);
    return recording.problems().get(0);
  }

  private static Recording read(Path input) {
    return RecordingReader.read(List.of(input), chunk -> {}, Progress.NONE).get(0);
  }
}
