package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {

  private static final String SAMPLE = "../../samples/recordings/natural-drop";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsOursAndMissionControlsOwnSocketRules() {
    assertThat(rules(SAMPLE)).isZero();
    assertThat(out.toString())
        .contains("Early Reuse of Four-Tuples", "58 of 71 (81.7 %) failed")
        .contains("Socket Read Peak Duration", "Socket Write Peak Duration")
        .doesNotContain("{", "}");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void writesTheReportOfMissionControl() throws IOException {
    Path html = directory.resolve("report.html");

    assertThat(rules("--html", html.toString(), SAMPLE)).isZero();
    assertThat(Files.readString(html)).contains("Early Reuse of Four-Tuples", "</html>");
  }

  @Test
  void severityAskedForMakesTheExitCode() {
    assertThat(rules("--fail-on", "warning", SAMPLE)).isEqualTo(3);
  }

  @Test
  void whatCannotBeLoadedIsOneLineThatNamesTheFileAndTheRemedy() throws IOException {
    Path file = Files.writeString(directory.resolve("no.jfr"), "FLR\0 no recording");

    assertThat(rules(file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("tuplewatch: " + file + ": Mission Control's core cannot load it")
        .contains("; analyze reads what is whole of a damaged file")
        .hasLineCount(1);
  }

  @Test
  void fileThatIsNotThereAndJsonLinesAreSaid() throws IOException {
    Path lines = Files.writeString(directory.resolve("app.jsonl"), "{}");

    assertThat(rules(directory.resolve("none.jfr").toString())).isEqualTo(1);
    assertThat(rules(lines.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("does not exist", "reads no JSON lines; use analyze");
  }

  @Test
  void outputNeverOverwritesAnInput() throws IOException {
    Path file = Files.copy(Path.of(SAMPLE, "client-1.jfr"), directory.resolve("client.jfr"));

    assertThat(rules("--html", file.toString(), file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--html would overwrite the input");
  }

  private int rules(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "rules";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
