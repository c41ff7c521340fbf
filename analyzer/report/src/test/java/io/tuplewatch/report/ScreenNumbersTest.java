package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.recording.Progress;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first screen counts is what the JSON counts. */
class ScreenNumbersTest {

  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(\\.\\d+)?");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "natural-drop",
        "server-down",
        "server-down-again",
        "loss-firewall",
        "several-jvms"
      })
  void countsOfTheFirstScreenAreInTheJson(String sample) throws IOException {
    Path folder = Path.of("../../samples/recordings").resolve(sample);
    ConnectionLog log = ConnectionLog.read(List.of(folder), Progress.NONE);
    Diagnosis diagnosis = Diagnosis.of(log, TimeoutSearch.detect(log, null));
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, out);
    JsonContents json = JsonContents.of(out.toString());
    FirstScreen screen = FirstScreen.of(diagnosis, null);

    assertThat(counts(String.join(" ", screen.explained()))).isNotEmpty().allMatch(json::holds);
    Pattern pair = Pattern.compile("\"connects\" *: *(\\d+),\\s*\"failures\" *: *(\\d+)");
    List<Tally> tallies =
        pair.matcher(out.toString()).results().map(ScreenNumbersTest::tally).toList();
    screen.tables().get(0).rows().stream()
        .filter(row -> !row.label().contains("other"))
        .forEach(row -> assertThat(tallies).contains(row.connects()));
  }

  private static Tally tally(MatchResult found) {
    return new Tally(Long.parseLong(found.group(2)), Long.parseLong(found.group(1)));
  }

  /** Without times and shares. */
  private static List<Double> counts(String text) {
    String left = text.replaceAll("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?|\\([\\d.]+ %\\)", "");
    return NUMBER
        .matcher(left)
        .results()
        .map(found -> Double.valueOf(found.group().replace(",", "")))
        .toList();
  }
}
