package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the whole command says where there is little to tell from: a connect every 10 s, closed a
 * second later, firewall timeout 60 minutes. Ports are bound, so that no time goes into checking
 * how they were selected.
 */
class SmallSamplesTest {

  private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
  private static final int FOUR_HOURS = 1440;
  private static final int HALF_AN_HOUR = 180;
  private static final String SETTLED_BY_MORE =
      "Would settle it: A longer recording, with more failures; or connects on fixed source ports,"
          + " used and never used in turn.";
  private static final String SETTLED_BY_LONGER =
      "Would settle it: A recording of at least three times 1 h;";

  @TempDir Path directory;

  private final StringBuilder events = new StringBuilder();

  @Test
  void withoutAFailureThereIsNothingToTell() throws IOException {
    everySecondConnectReuses(FOUR_HOURS, Set.of());

    assertThat(analyze()).contains("No connect failed (of 1,440).").doesNotContain("Verdicts");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void fewFailuresOfEarlyReusesAloneCannotTell(int failures) throws IOException {
    everySecondConnectReuses(FOUR_HOURS, first(failures));

    assertThat(analyze())
        .contains(failures + " of 1,440 connects failed")
        .contains("CANNOT TELL")
        .contains(failures + " of ", " failed, of the other connects of the same moments 0 of ")
        .contains("Cannot tell whether reuse plays a part: the failures are too few, or too even.")
        .contains(SETTLED_BY_MORE)
        .doesNotContain("consistent with", failures + " early reuse");
  }

  @Test
  void whereEveryConnectIsAReuseThereIsNothingToCompareWith() throws IOException {
    for (int i = 0; i < FOUR_HOURS; i++) {
      connect(i, 40_000 + i % 50, i % 100 == 99);
    }

    assertThat(analyze())
        .contains("CANNOT TELL")
        .contains(
            "every connect with 1 h of recording before it is an early reuse, so there is nothing"
                + " to compare with.")
        .contains(SETTLED_BY_LONGER)
        .doesNotContain("consistent with");
  }

  @Test
  void whereNothingWorksThatIsTheFirstQuestion() throws IOException {
    for (int i = 0; i < FOUR_HOURS; i++) {
      connect(i, 40_000 + i % 50, true);
    }

    assertThat(analyze())
        .contains("1,440 of 1,440 connects failed", "no connect to this destination worked at all.")
        .contains("Would settle it: Why nothing works comes first")
        .doesNotContain("consistent with", "1,440 early reuse");
  }

  @Test
  void halfAnHourAgainstATimeoutOfAnHourCannotTell() throws IOException {
    everySecondConnectReuses(HALF_AN_HOUR, Set.of(110, 130, 150, 170));

    assertThat(analyze("--firewall-timeout", "60m"))
        .contains("CANNOT TELL", "4 of 180 connects failed (2.22 %), none that can be compared.")
        .contains("no connect has 1 h of recording before it, and a known past.")
        .contains("4 unknown", SETTLED_BY_LONGER)
        .doesNotContain("consistent with");
  }

  /** Even ones take 50 ports in turn, odd ones ports never used. */
  private void everySecondConnectReuses(int connects, Set<Integer> failing) {
    for (int i = 0; i < connects; i++) {
      connect(i, i % 2 == 0 ? 40_000 + i / 2 % 50 : 45_000 + i, failing.contains(i));
    }
  }

  /** Early reuses of the last three hours, minutes apart. */
  private static Set<Integer> first(int failures) {
    return Set.of(400, 602, 804, 1006, 1208).stream()
        .sorted()
        .limit(failures)
        .collect(Collectors.toSet());
  }

  private void connect(int number, int port, boolean failed) {
    Instant start = START.plusSeconds(10L * number);
    event("SocketConnect", start, number, port)
        .append(",\"duration\":1000000,\"bound\":true,\"api\":\"SOCKET\",\"timeout\":2000")
        .append(failed ? ",\"outcome\":\"TIMED_OUT\"}\n" : ",\"outcome\":\"CONNECTED\"}\n");
    if (!failed) {
      event("SocketClose", start.plusSeconds(1), number, port).append(",\"closedBy\":\"LOCAL\"}\n");
    }
  }

  private StringBuilder event(String name, Instant time, int number, int port) {
    return events
        .append("{\"event\":\"tuplewatch.")
        .append(name)
        .append("\",\"startTime\":\"" + time + "\",\"jvmId\":7,\"connectionId\":" + number)
        .append(",\"address\":\"10.0.0.9\",\"port\":443,\"localAddress\":\"10.0.0.1\"")
        .append(",\"localPort\":" + port);
  }

  /** The text, blanks and line ends as one blank. */
  private String analyze(String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("app.jsonl"), events);
    StringWriter out = new StringWriter();
    int exitCode =
        Tuplewatch.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                Stream.concat(
                        Stream.of("analyze", "--verbose", file.toString()), Stream.of(options))
                    .toArray(String[]::new));
    assertThat(exitCode).isZero();
    return out.toString().replaceAll("\\s+", " ");
  }
}
