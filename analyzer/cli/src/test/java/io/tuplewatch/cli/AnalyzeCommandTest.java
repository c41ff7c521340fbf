package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in process, on recordings that the JDK's Flight Recorder made. */
class AnalyzeCommandTest {

  @TempDir static Path directory;
  private static Path reuse;
  private static Path silent;
  private static Path foreign;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void record() throws IOException {
    reuse = directory.resolve("reuse.jfr");
    Scenario.write(reuse, Scenario::failedEarlyReuse);
    silent = directory.resolve("silent.jfr");
    Scenario.write(silent, Scenario::settings);
    foreign = directory.resolve("foreign.jfr");
    Scenario.write(foreign, () -> {});
  }

  @Test
  void failedEarlyReuseOfAShortRecordingIsShownButNotCompared() {
    assertThat(analyze(reuse)).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("1 of 3 connects failed (33.3 %)")
        .contains("10.0.0.5 -> 10.1.2.3:5432 (db.example)")
        .containsPattern("none +none +1 of 3 \\(33.3 %\\)")
        .contains("is normal in itself")
        .contains("Failed early reuses of tuples that had worked before: 1")
        .containsPattern("closed by the client +refused after")
        .contains("10.0.0.5:40001 -> 10.1.2.3:5432")
        .contains("at io.tuplewatch.cli.Scenario.connect:")
        .containsPattern("ephemeral range +32768 to 60999")
        .contains("less than 5 min of unbroken recording");
  }

  @Test
  void jsonNeverOverwritesARecordingFoundInADirectory() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("found"));
    Path copy = Files.copy(reuse, folder.resolve("a.jfr"));

    assertThat(run("analyze", "--json", copy.toString(), folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("would overwrite the input");
    assertThat(copy).hasSameBinaryContentAs(reuse);
  }

  @Test
  void emptyFileNameIsRefusedAndNotTheCurrentDirectory() {
    assertThat(run("analyze", "")).isEqualTo(2);
    assertThat(err.toString()).contains("an empty file name");
  }

  @Test
  void reportFitsAHundredColumns() {
    analyze(reuse);

    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonGoesToStdoutAloneWithADash() throws IOException {
    assertThat(run("analyze", reuse.toString(), "--json", "-")).isZero();

    assertThat(out.toString()).startsWith("{").endsWith("}" + System.lineSeparator());
    Set<String> paths = numbersOf(out.toString());
    assertThat(paths)
        .contains(
            "/schemaVersion=1",
            "/firewallTimeoutMs=300000.000",
            "/summary/connects=3",
            "/summary/failures=1",
            "/summary/reuses=1",
            "/summary/earlyReuses=1",
            "/summary/failedEarlyReuses=1",
            "/summary/destinations=1",
            "/reuses/localPort=40001",
            "/settings/ephemeralLow=32768");
  }

  @Test
  void jsonFileComesBesideTheText() throws IOException {
    Path json = directory.resolve("out.json");

    assertThat(run("analyze", reuse.toString(), "--json", json.toString())).isZero();

    assertThat(out.toString()).contains("1 of 3 connects failed (33.3 %)");
    assertThat(numbersOf(Files.readString(json))).contains("/summary/connects=3");
  }

  @Test
  void jsonFileThatCannotBeWrittenIsOneLineAndExitCodeOne() {
    Path json = directory.resolve("missing/out.json");

    assertThat(run("analyze", reuse.toString(), "--json", json.toString())).isEqualTo(1);

    assertThat(err.toString().lines()).singleElement().asString().contains("cannot be written");
  }

  @Test
  void jsonNeverOverwritesAnInput() throws IOException {
    long size = Files.size(reuse);

    assertThat(run("analyze", reuse.toString(), "--json", reuse.toString())).isEqualTo(2);

    assertThat(Files.size(reuse)).isEqualTo(size);
    assertThat(err.toString()).contains("--json would overwrite the input");
  }

  @Test
  void worstZeroShowsNoReuse() {
    assertThat(run("analyze", reuse.toString(), "--worst", "0")).isZero();

    assertThat(out.toString()).doesNotContain("Worst tuples");
  }

  @ParameterizedTest
  @ValueSource(strings = {"350s", "60m", "1h", "500ms", "10000h"})
  void firewallTimeoutTakesSpans(String span) {
    assertThat(run("analyze", reuse.toString(), "--firewall-timeout", span)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "60",
        "m",
        "-1m",
        "0s",
        "1.5h",
        "1w",
        "417d",
        "10001h",
        "99999999999h",
        "1h30m"
      })
  void otherFirewallTimeoutsAreUsageErrorsThatSayWhatIsAccepted(String span) {
    assertThat(run("analyze", reuse.toString(), "--firewall-timeout=" + span)).isEqualTo(2);

    assertThat(err.toString()).contains("write 350s, 60m, 1h, 1d or 500ms");
  }

  @Test
  void negativeWorstIsAUsageError() {
    assertThat(run("analyze", reuse.toString(), "--worst", "-1")).isEqualTo(2);
  }

  @Test
  void noFileIsAUsageError() {
    assertThat(run("analyze")).isEqualTo(2);
  }

  @Test
  void missingFileIsOneLineAndTheOthersAreAnalyzed() {
    unusable(directory.resolve("nowhere.jfr"), "does not exist; check the path");
  }

  @Test
  void unreadableFileIsOneLineAndTheOthersAreAnalyzed() {
    unusable(foreign.resolve("below.jfr"), "cannot be read: Not a directory; check the path");
  }

  @Test
  void emptyFileIsOneLineAndTheOthersAreAnalyzed() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.jfr"));

    unusable(empty, "is empty; the JVM fills it at exit, or at jcmd PID JFR.dump");
  }

  @Test
  void otherFileIsOneLineAndTheOthersAreAnalyzed() throws IOException {
    Path text = Files.writeString(directory.resolve("text.jfr"), "hello");

    unusable(text, "not a JFR recording; name a .jfr file");
  }

  @Test
  void truncatedFileIsOneLineAndTheOthersAreAnalyzed() throws IOException {
    byte[] bytes = Files.readAllBytes(reuse);
    int chunk = (int) ByteBuffer.wrap(bytes).getLong(8);
    Path cut = directory.resolve("cut.jfr");
    Files.write(cut, Arrays.copyOf(bytes, chunk - 10));

    unusable(cut, "chunk 1 is truncated");
  }

  @Test
  void fileOfManyDamagedChunksTakesTenLinesAndASummary() throws IOException {
    byte[] bytes = Files.readAllBytes(reuse);
    int size = (int) ByteBuffer.wrap(bytes).getLong(8);
    ByteBuffer chunk = ByteBuffer.wrap(Arrays.copyOf(bytes, size));
    chunk.put(68, (byte) 0); // its first event has size 0
    Path many = directory.resolve("many.jfr");
    for (int i = 0; i < 25; i++) {
      Files.write(many, chunk.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    assertThat(analyze(many)).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(11);
    assertThat(err.toString()).contains("chunk 10 is damaged").contains("15 more such problems");
  }

  @Test
  void recordingWithoutTheAgentIsOneLineAndTheOthersAreAnalyzed() {
    unusable(foreign, "the agent was not loaded, or recorded nothing");
  }

  @Test
  void recordingWithoutTheAgentNamesThePeersOfTheJdksSocketEvents() throws IOException {
    Path file = directory.resolve("jdk-only.jfr");
    int port;
    try (Recording recording = new Recording();
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      recording.enable("jdk.SocketRead").withoutThreshold();
      recording.start();
      try (Socket socket = new Socket(server.getInetAddress(), port);
          Socket accepted = server.accept()) {
        accepted.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
      }
      recording.stop();
      recording.dump(file);
    }

    assertThat(analyze(file)).isEqualTo(1);

    assertThat(err.toString())
        .contains("the JDK's socket events name 1 remote side, but no source");
    assertThat(out.toString())
        .contains("The agent was not loaded.")
        .containsPattern("127\\.0\\.0\\.1:" + port + ".*: 1 event, ");
  }

  @Test
  void recordingWithoutAConnectIsOneLineAndTheOthersAreAnalyzed() {
    unusable(silent, "holds no connect: the agent was loaded");
  }

  @Test
  void directoryIsUsableIfOneOfItsRecordingsHoldsAConnect() throws IOException {
    Path fleet = Files.createDirectories(directory.resolve("fleet/host"));
    Files.copy(reuse, fleet.resolve("a.jfr"));
    Files.copy(foreign, fleet.resolve("b.jfr"));

    assertThat(analyze(directory.resolve("fleet"))).isZero();

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void sameRecordingTwiceCountsOnce() throws IOException {
    Path copy = Files.copy(reuse, directory.resolve("copy.jfr"));

    assertThat(analyze(reuse, copy)).isZero();

    assertThat(out.toString())
        .contains("1 of 3 connects failed (33.3 %)")
        .contains("5  events found again in another chunk or file");
  }

  @Test
  void controlCharactersOfARecordingNeverReachTheTerminal() throws IOException {
    Path hostile = directory.resolve("hostile.jfr");
    Scenario.write(
        hostile, () -> Scenario.hostile("\u001B[2J\u009B31m\u202E\r\nforged: line\u007F"));

    analyze(hostile);
    run("analyze", hostile.toString(), "--json", "-");

    assertThat(out.toString()).contains("\\x1B[2J\\x9B31m\\u{202E}\\x0D\\x0Aforged: line\\x7F");
    assertThat(out.toString()).contains("\\u001B[2J\\u009B31m\\u202E\\r\\nforged: line\\u007F");
    assertThat(out.toString()).matches("[\\x20-\\x7E\\n\\r]*");
    assertThat(out.toString().replace(System.lineSeparator(), "")).doesNotContain("\r");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void controlCharactersOfArgumentsNeverReachTheTerminal() {
    assertThat(run("analyze", "no\u001B[31mfile.jfr")).isEqualTo(1);
    assertThat(run("analyze", "--\u001B[31m")).isEqualTo(2);
    assertThat(run("analyze", "x", "--firewall-timeout=\u001B[31m")).isEqualTo(2);

    assertThat(err.toString()).contains("\\x1B[31m").doesNotContain("\u001B");
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(run()).isEqualTo(2);

    assertThat(err.toString().lines())
        .hasSize(2)
        .contains("Try 'tuplewatch --help'.")
        .first()
        .asString()
        .startsWith("tuplewatch: name a command: ")
        .contains("analyze, letter, check");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void misspeltOptionIsAnsweredWithTheOneThatWasMeant() {
    assertThat(run("analyze", reuse.toString(), "--firewal-timeout", "5s")).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "tuplewatch: Unknown option: '--firewal-timeout'; did you mean --firewall-timeout?",
            "Try 'tuplewatch analyze --help'.");
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run("analyze", "--help")).isZero();

    assertThat(out.toString()).contains("--firewall-timeout").contains("Exit codes:");
  }

  /** One line on stderr, exit code 1, and the good recording is reported all the same. */
  private void unusable(Path file, String reason) {
    assertThat(analyze(file, reuse)).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("tuplewatch: " + file + ": ")
        .contains(reason);
    assertThat(out.toString()).contains("1 of 3 connects failed");
  }

  private int analyze(Path... files) {
    String[] args = new String[files.length + 2];
    args[0] = "analyze";
    args[1] = "--verbose";
    for (int i = 0; i < files.length; i++) {
      args[i + 2] = files[i].toString();
    }
    return run(args);
  }

  private int run(String... args) {
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  /** Every number as "/path=value", indexes of arrays left out. */
  private static Set<String> numbersOf(String json) throws IOException {
    Set<String> numbers = new TreeSet<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          numbers.add(path.replaceAll("/\\d+", "") + "=" + parser.getText());
        }
      }
    }
    return numbers;
  }
}
