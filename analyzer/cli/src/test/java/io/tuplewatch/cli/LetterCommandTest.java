package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code letter} of real recordings, in process. */
class LetterCommandTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void sessionsAreToldWithTheSessionBeforeAndFiltersForEachTool() {
    assertThat(letter("natural-drop")).isZero();

    assertThat(out.toString())
        .startsWith("Subject: Please look up 69 sessions: connects 10.77.1.2 -> 10.77.2.2:5000 got")
        .containsPattern(
            "40298 +14:46:25.065 +14:46:25.066 +server +14:46:27.023 +14:46:28.023 +2 +1.9 s +no")
        .contains("less than 2.4 s ago: 32 of 32 (100 %) failed")
        .contains("10.77.1.2", "conntrack -L", "nft add table", "show session all", "diagnose sys")
        .contains("fw tab -t connections", "show conn detail", "| filter protocol = 6", "grep -oE")
        .contains("Whether source NAT is on the path is not known");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void outageAsksForNoSessionTable() {
    assertThat(letter("server-down-again", "--destination", "10.176.2.2")).isZero();
    assertThat(out.toString()).contains("Besides, from 2026-11-23 04:37:21.364 to");
    out.getBuffer().setLength(0);

    assertThat(letter("exact", "--nat", "source")).isZero();
    assertThat(out.toString())
        .contains("Please look into 1 failed connect: ", "Source NAT is on the path")
        .doesNotContain("did a device on this path still have a session");
  }

  @Test
  void letterInAFileHasAllSessionsBesideIt() throws IOException {
    Path file = directory.resolve("letter.md");

    assertThat(letter("natural-drop", "-o", file.toString())).isZero();

    assertThat(Files.readString(file))
        .startsWith("# Please look up 69 sessions")
        .contains("letter.csv has all.", "| port | session opened |", "```");
    List<String> rows = Files.readAllLines(directory.resolve("letter.csv"));
    assertThat(rows).hasSize(70);
    assertThat(rows.get(0)).contains("localPort", "sessionStart", "sessionClosedBy", "lastSyn");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whereNothingFailedThereIsNoLetter() {
    assertThat(letter("pool")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("nothing to ask");
  }

  @Test
  void anotherDestinationHasNoFailure() {
    assertThat(letter("natural-drop", "--destination", "10.77.2.2:1")).isEqualTo(1);
    assertThat(err.toString()).contains("no connect to 10.77.2.2:1 failed");
  }

  @Test
  void recordingIsNotOverwritten() {
    Path recording = SAMPLES.resolve("natural-drop");

    assertThat(letter("natural-drop", "-o", recording.toString())).isEqualTo(2);
    assertThat(letter("natural-drop", "-o", directory.resolve("x.csv").toString())).isEqualTo(2);
  }

  private int letter(String sample, String... arguments) {
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(
                    Stream.of("letter", SAMPLES.resolve(sample).toString()), Stream.of(arguments))
                .toArray(String[]::new));
  }
}
