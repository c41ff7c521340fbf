package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One chunk, times in seconds, an idle timeout of 60 s. */
class TextReportTest {

  private static final long SECOND = 1_000_000_000L;

  private final ChunkEvents chunk = ChunkEvents.startingAt(0);
  private long nextId;
  private long jvm = 7;
  private String host = "db";

  @Test
  void whatIsNotShownIsCountedAndTheCutOfTheJsonIsNamed() {
    for (long i = 0; i < 1005; i++) {
      worked(2 * i, 40_000);
    }

    assertThat(text())
        .contains("  990 more are in the JSON (--json), which is cut at 1,000 others");
  }

  @Test
  void wholeListInTheJsonIsNotCalledCut() {
    for (long i = 0; i < 13; i++) {
      worked(2 * i, 40_000);
    }

    assertThat(text()).contains("  2 more are in the JSON (--json)" + System.lineSeparator());
  }

  @Test
  void allReasonsForNotComparingAreNamed() {
    worked(0, 40_000);

    assertThat(text())
        .contains("Not compared: connects with less than 1 min of unbroken recording")
        .contains("a close not", "an overlap", "local address not known");
  }

  @Test
  void withoutAFailureThatIsTheFirstLine() {
    worked(0, 40_000);
    worked(2, 40_000);

    assertThat(text()).startsWith("No connect failed (of 2)." + System.lineSeparator());
    assertThat(text()).doesNotContain("Failed early reuses: ");
  }

  @Test
  void failuresComeFirstWithTheRatesOfBothSides() {
    worked(0, 40_000);
    attempt(10, "REFUSED", 40_000);
    worked(100, 40_002);
    attempt(110, "REFUSED", 40_002);
    attempt(120, "REFUSED", 40_004);
    attempt(121, "UNREACHABLE", 0);

    assertThat(text().lines())
        .startsWith(
            "3 of 5 connects failed (60.0 %): 2 of them early reuses of tuples that had worked"
                + " before.",
            "Failed before a SYN was sent, counted apart: 1 attempt.",
            "Failed early reuses: 1 of 1 (100 %)",
            "Failed other connects: 1 of 2 (50.0 %)",
            "Failed, not compared: 1 of 2 (50.0 %)",
            "");
  }

  @Test
  void failuresWithoutOtherConnectsHaveNothingToBeComparedWith() {
    attempt(0, "REFUSED", 40_000);
    attempt(1, "REFUSED", 40_000);

    assertThat(text().lines())
        .startsWith(
            "2 of 2 connects failed (100 %): none of them an early reuse of a tuple that had worked"
                + " before.",
            "Failed early reuses: none that can be compared",
            "Failed other connects: there are none, so nothing to compare with",
            "Failed, not compared: 2 of 2 (100 %)",
            "");
  }

  @Test
  void noResultAtAllIsNotCalledNoFailure() {
    attempt(0, "ADDRESS_NOT_AVAILABLE", 0);

    assertThat(text().lines())
        .startsWith(
            "No connect worked or failed.",
            "Failed before a SYN was sent, counted apart: 1 attempt.");
  }

  @Test
  void destinationsOfSeveralHostsAreToldApartByName() {
    settings("web-1", 5);
    worked(0, 40_000);
    attempt(5, "REFUSED", 40_000);
    jvm = 8;
    settings("web-2", 6);
    worked(0, 40_000);

    assertThat(text())
        .contains("  10.0.0.5 -> 10.1.2.3:443 (db) on web-1" + System.lineSeparator())
        .contains("  10.0.0.5 -> 10.1.2.3:443 (db) on web-2" + System.lineSeparator())
        .contains("  10.0.0.5:40000 -> 10.1.2.3:443 on web-1" + System.lineSeparator());
  }

  @Test
  void realmsOfTheSameOrNoHostNameAreToldApartByThemselves() {
    settings("web", 5);
    worked(0, 40_000);
    jvm = 8;
    settings("web", 6);
    worked(0, 40_000);
    jvm = 0xbad;
    worked(0, 40_000);

    assertThat(text())
        .contains("(db) on web [boot/5]")
        .contains("(db) on web [boot/6]")
        .contains("(db) [jvm bad]");
  }

  @Test
  void oneRealmNeedsNoName() {
    settings("web", 5);
    worked(0, 40_000);

    assertThat(text()).contains("10.1.2.3:443 (db)" + System.lineSeparator());
  }

  @Test
  void namesTooLongForTheLineTakeOneOfTheirOwn() {
    String name = "a".repeat(60);
    settings(name, 5);
    host = "database.example".repeat(3);
    worked(0, 40_000);
    attempt(5, "REFUSED", 40_000);
    jvm = 8;
    settings("b", 6);
    worked(0, 40_000);

    assertThat(text())
        .contains("(" + host + ")" + System.lineSeparator() + "        on " + name)
        .contains("  10.0.0.5:40000 -> 10.1.2.3:443 on " + name + System.lineSeparator());
  }

  private void settings(String hostName, long namespace) {
    chunk
        .settings()
        .add(RecordedSettings.at(0).jvm(jvm).host(hostName).namespace(namespace).event());
  }

  private String text() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    ConnectionLog log = builder.build(List.of());
    StringWriter out = new StringWriter();
    TextReport.write(
        Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofMinutes(1))),
        EnumSet.allOf(ReportPart.class),
        10,
        new PrintWriter(out));
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    return out.toString();
  }

  /** Closed a second later. */
  private void worked(long start, int localPort) {
    attempt(start, "CONNECTED", localPort);
    chunk
        .closes()
        .add(
            RecordedConnection.number(nextId)
                .jvm(jvm)
                .from(localPort)
                .close((start + 1) * SECOND, "LOCAL"));
  }

  private void attempt(long start, String outcome, int localPort) {
    chunk
        .connects()
        .add(
            RecordedConnection.number(++nextId)
                .jvm(jvm)
                .host(host)
                .from(localPort)
                .connect(start * SECOND, start * SECOND, outcome));
  }
}
