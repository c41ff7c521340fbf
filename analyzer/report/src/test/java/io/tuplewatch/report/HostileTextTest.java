package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.CallSite;
import io.tuplewatch.advice.Item;
import io.tuplewatch.advice.Remedy;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.history.HostileTexts;
import io.tuplewatch.history.PlayedWitnesses;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.report.html.HtmlReport;
import io.tuplewatch.report.letter.LetterMarkdown;
import io.tuplewatch.report.letter.LetterText;
import io.tuplewatch.report.letter.NetworkLetter;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Witnesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording whose every text is hostile: none of it is obeyed by what reads the output. */
class HostileTextTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  /** Of each JVM. */
  private static final List<String> LOCAL = List.of("10.0.0.5", "10.0.0.6");

  @TempDir Path directory;

  static List<String> hostile() {
    return HostileTexts.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextStaysInertInEveryOutput(String text) throws Exception {
    ConnectionLog log = log(text);
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(1));
    Diagnosis diagnosis =
        Diagnosis.of(log, reuses, Nat.NONE, new Witnesses(null, deviceLog(text, reuses)));
    assertThat(diagnosis.findings().audit().witnesses().log().blockedFailures()).isEqualTo(10);

    StringWriter screen = new StringWriter();
    FirstScreenText.write(
        FirstScreen.of(diagnosis, advice(text)), 100, false, new PrintWriter(screen));
    assertInert(screen.toString());
    StringWriter report = new StringWriter();
    TextReport.write(diagnosis, EnumSet.allOf(ReportPart.class), 10, new PrintWriter(report));
    AdviceText.write(advice(text), new PrintWriter(report));
    assertInert(report.toString());
    assertTables(diagnosis, reuses);
    assertLetter(diagnosis, reuses, log);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextComesBackFromTheJsonAsItWas(String text) throws Exception {
    ConnectionLog log = log(text);
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(1));
    Diagnosis diagnosis = Diagnosis.of(log, reuses);
    StringWriter out = new StringWriter();

    JsonReport.write(diagnosis, null, advice(text), null, out);

    assertThat(out.toString()).matches("[\\x20-\\x7E\r\n]*");
    JsonContents json = JsonContents.of(out.toString());
    assertThat(json.texts.stream().filter(text::equals)).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextOfSeveralHostsIsShownAsTextOnThePage(String text) throws Exception {
    ConnectionLog log = log(text);
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(1));
    Diagnosis diagnosis =
        Diagnosis.of(log, reuses, Nat.NONE, new Witnesses(null, deviceLog(text, reuses)));
    StringWriter page = new StringWriter();

    HtmlReport.write(diagnosis, reuses, null, advice(text), page);

    String start = "id=\"data\">";
    int from = page.toString().indexOf(start) + start.length();
    String data = page.toString().substring(from, page.toString().indexOf("</script>", from));
    assertThat(data).matches("[\\x20-\\x7E]*").doesNotContainPattern("[<>&']");
    JsonContents json = JsonContents.of(data);
    String begin = SafeText.whole(text.substring(0, Math.min(15, text.length())));
    assertThat(json.says(begin)).as(begin).isTrue();
    assertThat(json.texts)
        .allSatisfy(shown -> assertThat(shown).doesNotContainPattern(HostileTexts.OBEYED))
        .allSatisfy(shown -> assertThat(shown).hasSizeLessThan(2_000));
  }

  private static void assertInert(String written) {
    assertThat(written)
        .doesNotContainPattern(HostileTexts.OBEYED)
        .doesNotContainPattern("(?m)^forged");
  }

  private void assertTables(Diagnosis diagnosis, ReuseLog reuses) throws IOException {
    CsvReport.write(diagnosis, reuses, directory);
    for (String file : List.of("connections.csv", "reuses.csv", "failures.csv")) {
      String written = Files.readString(directory.resolve(file));
      assertInert(written);
      assertThat(written).doesNotContainPattern("(^|[,\n])\"?[=@]");
    }
    diagnosis
        .findings()
        .failures()
        .forEach(
            failure -> {
              ListedFailure row = ListedFailure.of(reuses.uses(), failure);
              String line = Tables.FAILED_LINES.line(row);
              assertInert(line);
              assertThat(line.split("\\s", -1))
                  .hasSize(Tables.FAILED_LINES.names().size())
                  .doesNotContain("");
            });
  }

  private static void assertLetter(Diagnosis diagnosis, ReuseLog reuses, ConnectionLog log) {
    var letter =
        NetworkLetter.of(diagnosis, reuses, log.jvms().values(), any -> true)
            .orElseThrow()
            .letter(null);
    StringWriter text = new StringWriter();
    LetterText.write(letter, text);
    assertInert(text.toString());
    StringWriter markdown = new StringWriter();
    LetterMarkdown.write(letter, markdown);
    assertInert(markdown.toString());
    assertThat(markdown.toString())
        .doesNotContainPattern("(?<!\\\\)<(script|img)")
        .doesNotContainPattern("(?<!\\\\)\\]\\(");
    assertThat(markdown.toString().lines().filter(line -> line.contains("```")))
        .allMatch("```"::equals);
    String commands = text.toString();
    commands = commands.substring(commands.indexOf("tcpdump, all"), commands.indexOf("What each"));
    assertThat(commands).doesNotContain("script", "reboot", "evil", "rm -rf", "calc", "port 1 ");
  }

  /** A line of the device for each failure, of both JVMs, that gives the text for its reason. */
  private LogEvidence deviceLog(String text, ReuseLog reuses) throws Exception {
    String reason = '"' + text.replaceAll("[\r\n]", " ").replace("\"", "\"\"") + '"';
    List<String> lines = new ArrayList<>(List.of("time,src,srcport,dst,dstport,action,reason"));
    for (int second = 1; second < 10; second += 2) {
      for (String from : LOCAL) {
        String time = Instant.ofEpochSecond(START / SECOND + second).toString();
        lines.add(
            String.join(
                ",", time, from, "" + (40_000 + second - 1), "10.1.2.3", "443", "drop", reason));
      }
    }
    return PlayedWitnesses.log(reuses, lines, directory);
  }

  /** Advice with a line of code and threads of that name. */
  private static Advice advice(String text) {
    Item item =
        new Item(
            List.of(Remedy.FEWER_CONNECTS), new Prediction(1, 0, 2), new Prediction(9, 5, 12), 0);
    return new Advice(
        Advice.Standing.GIVEN,
        1,
        0,
        3600 * SECOND,
        10,
        new Prediction(10, 8, 12),
        List.of(item),
        List.of(),
        List.of(new CallSite(text, List.of(text), 20, 10)),
        null,
        false,
        null,
        null);
  }

  private static ConnectionLog log(String text) {
    ChunkEvents chunk = ChunkEvents.startingAt(START);
    for (int jvm = 0; jvm < LOCAL.size(); jvm++) {
      add(jvm, text, chunk);
    }
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    return builder.build(List.of());
  }

  /** A JVM of its own host, half of whose connects fail. */
  private static void add(int jvm, String text, ChunkEvents chunk) {
    chunk
        .settings()
        .add(
            RecordedSettings.at(START)
                .jvm(7 + jvm)
                .host(text + jvm)
                .kernel(text)
                .boot(text + jvm)
                .namespace(5)
                .container(text)
                .reserved(text, 1)
                .offset(START)
                .event());
    for (int second = 0; second < 10; second += 2) {
      chunk.connects().add(connect(jvm, second, text, "CONNECTED"));
      chunk
          .closes()
          .add(
              RecordedConnection.number(second)
                  .jvm(7 + jvm)
                  .host(text)
                  .from(LOCAL.get(jvm), 40_000 + second)
                  .close(START + second * SECOND + 1000, "REMOTE"));
      chunk.connects().add(connect(jvm, second + 1, text, "TIMED_OUT"));
    }
  }

  private static ConnectEvent connect(int jvm, int second, String text, String outcome) {
    long start = START + second * SECOND;
    return RecordedConnection.number(second)
        .jvm(7 + jvm)
        .host(text)
        .from(LOCAL.get(jvm), 40_000 + second / 2 * 2)
        .failing(text, text)
        .api(text)
        .callSite(text)
        .connect(start, start + 500_000_000, outcome);
  }
}
