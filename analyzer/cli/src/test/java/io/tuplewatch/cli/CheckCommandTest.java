package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command in process, on a recording of a kernel with random retry that no sysctl asks for. */
class CheckCommandTest {

  @TempDir static Path directory;
  private static String recording = "";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void record() throws IOException {
    Setting setting =
        Setting.quiet(1)
            .lasting(Duration.ofMinutes(20))
            .at(3)
            .selecting(
                new RandomRetry(),
                new PortSpace(new PortRange(40_000, 44_095), PortSet.parse("41000-42499")));
    recording = HistoryGenerator.play(setting).write(directory).get(0).toString();
  }

  @Test
  void algorithmReplayAndStandardSetAreShownInAHundredColumns() {
    assertThat(check(recording, "--firewall-timeout", "5m", "--simulations", "9")).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("1 destination: random-retry (margin ")
        .contains("the ports do NOT agree with the sysctls")
        .containsPattern("random-retry .* agrees")
        .contains("What if (compared with random-retry under the same load)")
        .contains("source-addresses=4");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonHoldsWhatWasAskedFor() throws IOException {
    Path file = directory.resolve("check.json");

    int exit =
        check(
            recording,
            "--simulations",
            "9",
            "--what-if",
            "range=1024-65535,rate=0.5x",
            "--json",
            file.toString());

    assertThat(exit).isZero();
    String json = Files.readString(file);
    assertThat(fields(json))
        .contains("schemaVersion", "pooled", "destinations", "replay", "whatIf", "logLikelihoods")
        .contains("features", "margin", "verdict", "hotPorts", "agreesWithSysctls");
    assertThat(json)
        .containsPattern("\"verdict\" : \"identified\"")
        .contains("\"change\" : \"range=1024-65535,rate=0.5x\"");
  }

  @Test
  void wrongChangeIsWrongUsage() {
    assertThat(check(recording, "--what-if", "colour=red")).isEqualTo(2);

    assertThat(err.toString()).contains("a what-if is made of");
  }

  @Test
  void missingFileIsNamed() {
    assertThat(check(directory.resolve("none.jfr").toString())).isEqualTo(1);

    assertThat(err.toString()).contains("none.jfr");
  }

  @Test
  void recordingIsNotOverwritten() {
    assertThat(check(recording, "--json", recording)).isEqualTo(2);
  }

  @Test
  void recordingFoundInADirectoryIsNotOverwritten() throws IOException {
    long size = Files.size(Path.of(recording));

    assertThat(check(directory.toString(), "--json", recording)).isEqualTo(2);

    assertThat(Files.size(Path.of(recording))).isEqualTo(size);
    assertThat(err.toString()).contains("--json would overwrite the input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "analyze --verbose"})
  void checkIsDeclinedInOneLineWhereTheAgentLeftConnectsOut(String command) throws IOException {
    String file = leftOut("\"events\":\"suspicious\"");

    assertThat(run((command + " " + recording + " " + file).split(" ", -1))).isZero();
    assertThat(out.toString())
        .containsOnlyOnce("the agent was told to leave connects out.")
        .doesNotContain("random-retry", "Which algorithm", "as each algorithm", "What if");

    out.getBuffer().setLength(0);
    String[] json = (command + " --json - " + recording + " " + file).split(" ", -1);
    assertThat(run(json)).isZero();
    assertThat(out.toString())
        .contains("\"declined\" : \"the agent was told to leave connects out\"")
        .containsPattern("\"pooled\" : \\[ *\\]")
        .containsPattern("\"replay\" : \\[ *\\]")
        .containsPattern("\"whatIf\" : \\[ *\\]");
  }

  /** What it recorded of each destination is whole. */
  @Test
  void checkIsNotDeclinedWhereTheAgentLeftDestinationsOut() throws IOException {
    String file = leftOut("\"events\":\"all\",\"destinations\":\"10.0.0.9\"");

    assertThat(check(file, "--simulations", "2", "--json", "-")).isZero();

    assertThat(out.toString()).contains("\"declined\" : null", "\"algorithm\" : \"random-retry\"");
  }

  /** A recording in JSON lines: a close, then one connect, and what the agent was told. */
  private static String leftOut(String told) throws IOException {
    String start = "\",\"startTime\":\"2026-11-22T17:10:29Z\",\"jvmId\":5,";
    String close =
        "{\"event\":\"tuplewatch.SocketClose\",\"startTime\":\"2020-01-01T00:00:00Z\",\"jvmId\":5,"
            + "\"connectionId\":0,\"address\":\"10.0.0.9\",\"port\":443,"
            + "\"localAddress\":\"10.0.0.1\",\"localPort\":40002,\"closedBy\":\"LOCAL\"}\n";
    String connect =
        "\"connectionId\":1,\"duration\":1000,\"address\":\"10.0.0.9\",\"port\":443,"
            + "\"localAddress\":\"10.0.0.1\",\"localPort\":40001,\"outcome\":\"CONNECTED\"}";
    return Files.writeString(
            Files.createTempDirectory(directory, "told").resolve("told.jsonl"),
            close
                + "{\"event\":\"tuplewatch.SocketConnect"
                + start
                + connect
                + "\n{\"event\":\"tuplewatch.AgentStatus"
                + start
                + "\"connects\":1,\"closes\":0,"
                + told
                + "}\n")
        .toString();
  }

  private int check(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return run(all);
  }

  private int run(String... arguments) {
    CommandLine command = Tuplewatch.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  /** The names of all fields; parses the whole document. */
  private static Set<String> fields(String json) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentName() != null) {
          names.add(parser.currentName());
        }
      }
    }
    return names;
  }
}
