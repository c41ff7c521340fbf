package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble.Kind;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sees first, of real recordings and of generated histories. */
class FirstScreenTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void firewallThatKeepsSessionsIsNamedWithItsTimeAndAllFailures() {
    String text = text(sample("natural-drop"));

    assertThat(text)
        .contains("LIKELY A DEVICE ON THE PATH KEEPS CLOSED SESSIONS FOR 4.7 TO 5.0 s")
        .contains(
            "69 of 480 connects failed (14.4 %), 14:46:24 to 14:46:41 UTC: all 69 consistent with it.");
  }

  @Test
  void outageBesideAFirewallIsToldWithItsTime() {
    assertThat(text(sample("server-down")).replaceAll("\\s+", " "))
        .contains("72 while nothing answered (14:47:18.675 to 14:47:22.883 UTC)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "natural-drop",
        "natural-reset",
        "server-down",
        "loss-firewall",
        "several-jvms",
        "icmp-reject",
        "pool",
        "reserved-ports"
      })
  void screensOfRealRecordingsFitTheTerminalAndAddUp(String name) {
    Diagnosis diagnosis = sample(name);

    fits(diagnosis);
    addsUp(diagnosis);
  }

  @Test
  void outageIsToldFromToWhateverThePort() {
    Diagnosis diagnosis =
        played(
            Setting.quiet(5)
                .with(
                    io.tuplewatch.history.Trouble.down(
                        0, Duration.ofMinutes(30), Duration.ofMinutes(32))));

    assertThat(FirstScreen.of(diagnosis, null).kind()).isEqualTo(FirstScreen.Kind.OUTAGE);
    assertThat(diagnosis.findings().outages())
        .singleElement()
        .satisfies(
            outage ->
                assertThat(outage.to() - outage.from())
                    .isBetween(
                        Duration.ofSeconds(100).toNanos(), Duration.ofSeconds(121).toNanos()));
    fits(diagnosis);
    addsUp(diagnosis);
  }

  @Test
  void refusingIsNotTakenForReuse() {
    Diagnosis diagnosis =
        played(
            Setting.quiet(6)
                .with(
                    new io.tuplewatch.history.Trouble(
                        0, Duration.ofMinutes(30), Duration.ofMinutes(33), Kind.REFUSING, 1)));

    assertThat(FirstScreen.of(diagnosis, null).kind()).isEqualTo(FirstScreen.Kind.REFUSED);
    fits(diagnosis);
    addsUp(diagnosis);
  }

  @Test
  void heavyReuseWithoutAFailureIsNoTrouble() {
    Diagnosis diagnosis = played(Setting.quiet(7).at(10).lasting(Duration.ofMinutes(30)));

    assertThat(text(diagnosis).replaceAll("\\s+", " "))
        .contains("NOTHING IS WRONG: EVERY CONNECT WORKED", "that is normal");
    fits(diagnosis);
    addsUp(diagnosis);
  }

  @Test
  void oneBadDestinationOfManyIsRankedFirst() {
    Diagnosis diagnosis =
        played(
            Setting.quiet(8)
                .to(20)
                .with(
                    io.tuplewatch.history.Trouble.down(
                        7, Duration.ofMinutes(20), Duration.ofMinutes(25))));
    FirstScreen screen = FirstScreen.of(diagnosis, null);

    assertThat(screen.tables().get(0).rows().get(0).label()).contains("10.9.0.8:443");
    assertThat(screen.tables().get(0).rows()).last().extracting("connects.failed").isEqualTo(0L);
    fits(diagnosis);
    addsUp(diagnosis);
  }

  @Test
  void tooShortARecordingSaysHowMuchLonger() {
    Setting setting =
        Setting.quiet(1)
            .losing(.1)
            .lasting(Duration.ofMinutes(30))
            .behind(new Firewall(FIVE_MINUTES, Firewall.Answer.DROP, .8, true))
            .at(3);
    ConnectionLog log = HistoryGenerator.play(setting).log();
    Diagnosis diagnosis =
        Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofHours(1)), Nat.NONE);

    assertThat(text(diagnosis)).contains("CANNOT TELL YET: RECORD 2 h 30 min MORE");
    fits(diagnosis);
  }

  @Test
  void unitsStaySmallInCapitals() {
    assertThat(FirstScreenText.capitals("keeps it 5.0 s, or 2 h 5 min: $1"))
        .isEqualTo("KEEPS IT 5.0 s, OR 2 h 5 min: $1");
  }

  private static void fits(Diagnosis diagnosis) {
    assertThat(text(diagnosis).lines().toList())
        .hasSizeLessThanOrEqualTo(24)
        .allMatch(line -> line.length() <= 100);
  }

  /** A table that claims to hold every connect does. */
  private static void addsUp(Diagnosis diagnosis) {
    for (FirstScreen.Table table : FirstScreen.of(diagnosis, null).tables()) {
      if (table.complete()) {
        Tally all = diagnosis.summary().connects().all();
        assertThat(table.rows().stream().mapToLong(row -> row.connects().connects()).sum())
            .isEqualTo(all.connects());
        assertThat(table.rows().stream().mapToLong(row -> row.connects().failed()).sum())
            .isEqualTo(all.failed());
      }
    }
  }

  private static String text(Diagnosis diagnosis) {
    StringWriter out = new StringWriter();
    FirstScreenText.write(FirstScreen.of(diagnosis, null), 100, false, new PrintWriter(out));
    assertThat(out.toString()).matches("[\\x20-\\x7E\\n\\r]*");
    return out.toString();
  }

  private static Diagnosis sample(String name) {
    Path folder = Path.of("../../samples/recordings").resolve(name);
    ConnectionLog log = ConnectionLog.read(List.of(folder), Progress.NONE);
    return Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofSeconds(5)));
  }

  private static Diagnosis played(Setting setting) {
    ConnectionLog log = HistoryGenerator.play(setting).log();
    return Diagnosis.of(log, ReuseDetector.detect(log, FIVE_MINUTES));
  }
}
