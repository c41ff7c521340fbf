package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What analyze does beside its report. */
class AnalyzeOptionsTest {

  @TempDir static Path directory;
  private static Path reuse;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void record() throws IOException {
    reuse = directory.resolve("reuse.jfr");
    Scenario.write(reuse, Scenario::failedEarlyReuse);
  }

  @ParameterizedTest
  @ValueSource(strings = {"early", "failed"})
  void failOnDecidesTheExitCode(String what) throws IOException {
    Path once = directory.resolve("once.jfr");
    Scenario.write(once, Scenario::oneConnect);

    assertThat(run("--fail-on", what)).isEqualTo(3);
    assertThat(analyze(once, "--fail-on", what)).isZero();
  }

  @Test
  void firewallsAreKnownByTheirIds() {
    assertThat(run("--verbose", "--firewall", "aws-nlb")).isZero();
    assertThat(out.toString()).contains("at a firewall idle timeout of 5 min 50 s");

    assertThat(run("--firewall", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("no firewall is called 'nobody'", "pan-os");
  }

  @Test
  void tablesAreWrittenIntoADirectoryThatNeedNotExist() throws IOException {
    Path tables = directory.resolve("a/b");

    assertThat(run("--csv", tables.toString())).isZero();

    assertThat(Files.readAllLines(tables.resolve("connections.csv"))).hasSize(4);
    assertThat(Files.readAllLines(tables.resolve("reuses.csv"))).hasSize(2);
    assertThat(Files.readAllLines(tables.resolve("failures.csv")).get(1)).contains("REFUSED");
  }

  @Test
  void tablesThatCannotBeWrittenAreSaid() {
    assertThat(run("--csv", reuse.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("tuplewatch: ").contains("cannot be written");
  }

  @Test
  void baselineIsComparedWith() {
    Path old = directory.resolve("old.json");
    assertThat(run("--json", old.toString())).isZero();

    assertThat(run("--baseline", old.toString())).isZero();

    assertThat(out.toString()).contains("Compared with the baseline", "1 of 3 (33.3 %)");
  }

  @Test
  void baselineOfAnotherKindIsRefusedInOneLine() throws IOException {
    Path other =
        Files.writeString(directory.resolve("other.json"), "{\"a\": [1, {\"summary\": 2}]}");

    assertThat(run("--baseline", other.toString())).isEqualTo(1);
    assertThat(run("--baseline", reuse.toString())).isEqualTo(1);
    assertThat(run("--baseline", "absent.json")).isEqualTo(1);

    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("tuplewatch: ") && line.contains("cannot be compared"));
  }

  private int run(String... options) {
    return analyze(reuse, options);
  }

  private int analyze(Path recording, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "analyze";
    System.arraycopy(options, 0, args, 1, options.length);
    args[options.length + 1] = recording.toString();
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
