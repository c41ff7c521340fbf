package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that must not say who is who. */
class AnonymizedReportTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  /** All that identifies anything in the samples used here. */
  private static final List<String> NAMES =
      List.of(
          "10.77.",
          "10.1.2.3",
          "10.0.0.5",
          "churn",
          "BlockingConnection",
          "tuplewatch.samples",
          "samples/recordings",
          "client-1",
          "natural-drop",
          "354b2808",
          "4026532528",
          "db.example",
          "hostile");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void noReportHoldsANameOfTheRecording() throws IOException {
    assertThat(analyze("reports", "--anonymize", "--verbose")).as(err.toString()).isZero();

    assertThat(holding(directory.resolve("reports"))).isEmpty();
    assertThat(NAMES).noneMatch(out.toString()::contains);
  }

  @Test
  void everyNameIsFoundInAReportThatIsNotAnonymized() throws IOException {
    assertThat(analyze("reports")).isZero();

    assertThat(holding(directory.resolve("reports")))
        .contains("10.77.", "churn", "tuplewatch.samples", "client-1", "354b2808", "4026532528");
  }

  @Test
  void reportIsTheSameButForThePseudonyms() throws IOException {
    Path table = directory.resolve("pseudonyms.csv");
    analyze("plain");
    analyze("anonymous", "--anonymize", "--pseudonyms", table.toString());

    String anonymous = Files.readString(directory.resolve("anonymous/report.json"));
    String plain = Files.readString(directory.resolve("plain/report.json"));
    assertThat(withoutKernel(named(anonymous, table))).isEqualTo(withoutKernel(plain));
  }

  @Test
  void hostsAndMessagesStayHiddenToo() throws IOException {
    Path recording = directory.resolve("hostile.jfr");
    Scenario.write(recording, () -> Scenario.hostile("db.example: 10.77.1.2"));

    assertThat(analyze(recording, "reports", "--anonymize", "--verbose")).isZero();

    assertThat(holding(directory.resolve("reports"))).isEmpty();
    assertThat(NAMES).noneMatch(out.toString()::contains);
  }

  @Test
  void pseudonymsOfOneKeyAreTheSameInAnotherRun() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef");
    for (String folder : List.of("first", "second")) {
      assertThat(analyze(folder, "--anonymize", "--pseudonym-key", key.toString())).isZero();
    }
    analyze("third", "--anonymize");

    String first = Files.readString(directory.resolve("first/report.json"));
    assertThat(first).isEqualTo(Files.readString(directory.resolve("second/report.json")));
    assertThat(first).isNotEqualTo(Files.readString(directory.resolve("third/report.json")));
  }

  @Test
  void tableOfPseudonymsIsForItsOwnerOnly() throws IOException {
    Path table = directory.resolve("pseudonyms.csv");

    analyze("reports", "--anonymize", "--pseudonyms", table.toString());

    assertThat(table).content().contains(",10.77.1.2\r\n").contains("host-");
    if (Files.getFileStore(table).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(table)).hasSize(2);
    }
  }

  @Test
  void keyThatCannotBeOneIsRefused() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "short");

    assertThat(analyze("reports", "--anonymize", "--pseudonym-key", key.toString())).isEqualTo(1);
    assertThat(analyze("reports", "--anonymize", "--pseudonym-key", "absent")).isEqualTo(1);
    assertThat(analyze("reports", "--pseudonym-key", key.toString())).isEqualTo(2);

    assertThat(err.toString().lines().filter(line -> line.startsWith("tuplewatch: ")))
        .hasSize(3)
        .anyMatch(line -> line.contains("key: has not 16 to 65,536 bytes"))
        .anyMatch(line -> line.contains("absent: the key cannot be read"))
        .anyMatch(line -> line.contains("go with --anonymize"));
  }

  @Test
  void checkHidesNamesToo() throws IOException {
    Path report = Files.createDirectory(directory.resolve("check"));

    assertThat(
            run(
                "check",
                "--anonymize",
                "--json",
                report.resolve("check.json").toString(),
                "--html",
                report.resolve("check.html").toString(),
                SAMPLES.resolve("natural-drop").toString()))
        .isZero();

    assertThat(holding(report)).isEmpty();
    assertThat(NAMES).noneMatch(out.toString()::contains);
  }

  private int analyze(String folder, String... options) throws IOException {
    return analyze(SAMPLES.resolve("natural-drop"), folder, options);
  }

  private int analyze(Path recording, String folder, String... options) throws IOException {
    Path to = Files.createDirectories(directory.resolve(folder));
    List<String> args = new ArrayList<>(List.of("analyze", recording.toString()));
    args.addAll(List.of("--json", to.resolve("report.json").toString()));
    args.addAll(List.of("--html", to.resolve("report.html").toString()));
    args.addAll(List.of("--csv", to.resolve("tables").toString()));
    args.addAll(List.of(options));
    return run(args.toArray(new String[0]));
  }

  private int run(String... args) {
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  /** A report with the names that pseudonyms stand for. */
  static String named(String report, Path table) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<String> rows = Files.readAllLines(table);
    for (String row : rows.subList(1, rows.size())) {
      texts.put(row.split(",", -1)[0], row.split(",", -1)[1]);
    }
    String named = report;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      boolean method = text.getKey().matches("m[0-9a-f]{10}");
      String name = text.getValue();
      String recorded = method ? name.substring(name.lastIndexOf('.') + 1) : name;
      named = named.replace(text.getKey(), recorded);
    }
    return named;
  }

  private static String withoutKernel(String report) {
    return report.replaceAll("6[.]18[^\"]*", "6.18");
  }

  /** The names that any file of a folder holds, in any encoding; the page's own words are none. */
  static List<String> holding(Path folder) throws IOException {
    return holding(folder, NAMES);
  }

  /** Those of the names. */
  static List<String> holding(Path folder, List<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> contents =
          files.filter(Files::isRegularFile).flatMap(AnonymizedReportTest::readings).toList();
      return names.stream()
          .filter(name -> contents.stream().anyMatch(c -> c.contains(name)))
          .toList();
    }
  }

  private static Stream<String> readings(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      byte[] shifted = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
      return Stream.of(bytes, shifted)
          .flatMap(
              content ->
                  Stream.<Charset>of(
                          StandardCharsets.ISO_8859_1,
                          StandardCharsets.UTF_16BE,
                          StandardCharsets.UTF_16LE)
                      .map(charset -> new String(content, charset)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
