package io.tuplewatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tuplewatch.history.HostileTexts;
import io.tuplewatch.report.FailedReuseJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What watch writes of a JVM whose every name is hostile: text, whoever reads it. */
class HostileNamesTest {

  private static final long SECOND = 1_000_000_000L;

  /** A sample of the exposition format: name, labels whose values escape, number, exemplar. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-z_]+(\\{([a-z_]+=\"([^\"\\\\]|\\\\[\\\\\"n])*\",?)*})? [0-9.eE+-]+(Inf)?"
              + "( # \\{client=\"([^\"\\\\]|\\\\[\\\\\"n])*\"} [0-9.e]+ [0-9.]+)?");

  static List<String> hostile() {
    return HostileTexts.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void tableIsOfWholeLinesWithoutEscapes(String name) {
    Board board = new Board(10);
    board.add(Connects.named(name), 0);
    board.add(Connects.worked("10.1.0.1", 443), 0);

    List<String> lines =
        new TableView(TableSort.FAILURES, new TerminalScreen.Size(24, 200))
            .lines("watch", board.total(), board.rows(SECOND), board.lastFailures(10), List.of());

    assertThat(lines).hasSizeLessThanOrEqualTo(24).allMatch(line -> line.length() <= 200);
    assertInert(String.join("", lines));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void failureIsOneLine(String name) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written);
    LineOutput lines = new LineOutput(out, line -> {}, new Board(10));

    lines.take(Connects.named(name));
    out.flush();

    assertThat(written.toString().lines()).hasSize(1);
    assertInert(written.toString().strip());
    assertThat(written.toString()).hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void commandIsToldInOneLineOfAsciiThatGivesTheTextsBack(String name) throws IOException {
    SeenConnect connect = Connects.named(name);

    String json = FailedReuseJson.of(4711, name, connect.reuse());

    assertThat(json).matches("[\\x20-\\x7E]*\n");
    assertThat(texts(json)).filteredOn(name::equals).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void metricsAreSamplesOfOneLineWhoseLabelsAreShortAndWithoutEscapes(String name)
      throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    new Metrics(registry, 200).accept(Connects.named(name));

    for (String format : List.of("text/plain", "application/openmetrics-text")) {
      String served = served(registry, format);
      assertThat(served.lines().filter(line -> !line.startsWith("#")))
          .isNotEmpty()
          .allMatch(line -> SAMPLE.matcher(line).matches())
          .allMatch(line -> line.length() < 1_000);
      assertInert(served.replace("\n", ""));
    }
  }

  private static String served(PrometheusRegistry registry, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExpositionFormats.init().findWriter(format).write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> texts(String json) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    return texts;
  }

  private static void assertInert(String written) {
    assertThat(written).doesNotContainPattern(HostileTexts.OBEYED).doesNotContain("\t", "\r", "\n");
  }
}
