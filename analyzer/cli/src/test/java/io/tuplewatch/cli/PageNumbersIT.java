package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page counts, in every picture and table, is what the JSON and the CSV tables count. */
class PageNumbersIT {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  @TempDir private Path directory;
  private BrowserTab tab;

  @BeforeEach
  void open() throws Exception {
    tab = BrowserTab.start(Files.createDirectory(directory.resolve("browser")));
  }

  @AfterEach
  void close() {
    tab.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"natural-drop", "server-down", "several-jvms", "reserved-ports", "no-free-port"})
  void numbersOfThePageAreThoseOfTheJson(String sample) throws Exception {
    assertThat(differences(SAMPLES.resolve(sample))).isEmpty();
  }

  @Test
  void numbersOfCapturesAreThoseOfTheJson() throws Exception {
    Path captured = SAMPLES.resolve("captured");

    assertThat(
            differences(
                captured,
                "--capture=client=" + captured.resolve("client.pcap.gz"),
                "--capture=server=" + captured.resolve("server.pcap.gz"),
                "--firewall-log=" + captured.resolve("firewall.log")))
        .isEmpty();
  }

  private String differences(Path recording, String... more) throws Exception {
    analyze(recording, more);
    tab.open(directory.resolve("report.html"));
    return tab.evaluate(
        "(%s)(%s, %s, %s)"
            .formatted(
                script(),
                Files.readString(directory.resolve("report.json")),
                table("connections.csv"),
                table("failures.csv")));
  }

  private void analyze(Path recording, String... more) {
    List<String> results =
        List.of(
            "--html=" + directory.resolve("report.html"),
            "--json=" + directory.resolve("report.json"),
            "--csv=" + directory.resolve("tables"));
    StringWriter said = new StringWriter();
    int exit =
        Tuplewatch.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(
                Stream.of(
                        Stream.of("analyze", recording.toString()),
                        results.stream(),
                        Stream.of(more))
                    .flatMap(each -> each)
                    .toArray(String[]::new));
    assertThat(exit).as(said.toString()).isZero();
  }

  private String table(String name) throws IOException {
    String text = Files.readString(directory.resolve("tables").resolve(name));
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String script() throws IOException {
    try (var script = PageNumbersIT.class.getResourceAsStream("page-numbers.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
