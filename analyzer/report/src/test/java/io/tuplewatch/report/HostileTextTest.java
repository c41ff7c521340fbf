package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.report.letter.LetterMarkdown;
import io.tuplewatch.report.letter.LetterText;
import io.tuplewatch.report.letter.NetworkLetter;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording whose every text is hostile: none of it is obeyed by what reads the output. */
class HostileTextTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  /** Controls but the ends of lines and the tab of lists; direction marks; line separators. */
  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\r\\n\\t]]");

  @TempDir Path directory;

  static List<String> hostile() {
    return List.of(
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "\u001B[31m\u001B]0;title\u0007\r\nforged line\u0085",
        "a\u202Egnp.exe\u2066\u200F",
        "x\tport 1\u2028or true\u2029",
        "'; rm -rf / #$(reboot)`id`",
        "[link](http://evil.example) | *cell* | ```",
        "n".repeat(10_240));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextStaysInertInEveryOutput(String text) throws IOException {
    ConnectionLog log = log(text);
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(1));
    Diagnosis diagnosis = Diagnosis.of(log, reuses);

    StringWriter screen = new StringWriter();
    FirstScreenText.write(FirstScreen.of(diagnosis, null), 100, false, new PrintWriter(screen));
    assertInert(screen.toString());
    StringWriter report = new StringWriter();
    TextReport.write(diagnosis, EnumSet.allOf(ReportPart.class), 10, new PrintWriter(report));
    assertInert(report.toString());
    assertTables(diagnosis, reuses);
    assertLetter(diagnosis, reuses, log);
  }

  private static void assertInert(String written) {
    assertThat(written).doesNotContainPattern(OBEYED).doesNotContainPattern("(?m)^forged");
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

  private static ConnectionLog log(String text) {
    ChunkEvents chunk = ChunkEvents.startingAt(START);
    chunk
        .settings()
        .add(
            new SettingsEvent(
                7, START, text, text, "boot", 5, text, 32768, 60999, 2, -1, 6, 4, -1, -1, text, 1,
                START));
    for (int second = 0; second < 10; second += 2) {
      chunk.connects().add(connect(second, text, "CONNECTED"));
      chunk
          .closes()
          .add(
              RecordedConnection.number(second)
                  .host(text)
                  .from(40_000 + second)
                  .close(START + second * SECOND + 1000, "REMOTE"));
      chunk.connects().add(connect(second + 1, text, "TIMED_OUT"));
    }
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    return builder.build(List.of());
  }

  private static ConnectEvent connect(int second, String text, String outcome) {
    long start = START + second * SECOND;
    return RecordedConnection.number(second)
        .host(text)
        .from(40_000 + second / 2 * 2)
        .failing(text, text)
        .api(text)
        .callSite(text)
        .connect(start, start + 500, outcome);
  }
}
