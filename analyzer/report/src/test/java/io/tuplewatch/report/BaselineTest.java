package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.report.BaselineComparison.Change;
import io.tuplewatch.report.BaselineComparison.PerHour;
import io.tuplewatch.report.BaselineComparison.Share;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of the lab, one the baseline of the other. */
class BaselineTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");
  private static final long HOUR = 3_600_000_000_000L;

  @TempDir Path directory;

  @Test
  void poolLeavesFewConnectsToTellByButFewerFailInAnHour() throws IOException {
    assertThat(text("pool", "natural-drop", 5))
        .contains("69 of 480 (14.4 %)", "0 of 8 (0 %)")
        .contains(
            "Whether a connect fails more or less often cannot be told, and fewer fail in an");
  }

  @Test
  void sameTroubleIsNoChange() throws IOException {
    assertThat(text("natural-reset", "natural-drop", 5))
        .contains("cannot be told, nor whether more or fewer fail in an hour.")
        .doesNotContain("another firewall timeout", "the later of the two");
  }

  @Test
  void moreLossIsMoreFailures() throws IOException {
    assertThat(text("loss-firewall", "natural-drop", 5))
        .contains("A connect fails more often than in the baseline, and more fail in an hour.");
  }

  @Test
  void earlyReusesOfAnotherTimeoutAreNotCompared() throws IOException {
    assertThat(text("natural-drop", "natural-drop", 60))
        .contains("another firewall timeout")
        .doesNotContain("failed early reuses");
  }

  @Test
  void baselineThatIsTheLaterRecordingIsSaidToBe() throws IOException {
    assertThat(text("natural-drop", "pool", 5)).contains("The baseline is the later of the two.");
  }

  @Test
  void changesAreNamedFromTheirIntervals() {
    assertThat(new Share(new Tally(50, 100), new Tally(10, 100)).change()).isEqualTo(Change.LESS);
    assertThat(new Share(new Tally(10, 100), new Tally(50, 100)).change()).isEqualTo(Change.MORE);
    assertThat(new Share(new Tally(10, 100), new Tally(11, 100)).change())
        .isEqualTo(Change.NOT_CLEAR);
    assertThat(new Share(new Tally(10, 100), new Tally(0, 0)).change()).isEqualTo(Change.NOT_CLEAR);
  }

  @Test
  void failuresAnHourAllowForTheLengthOfTheRecordings() {
    PerHour half = new PerHour(100, HOUR, 100, 2 * HOUR);

    assertThat(half.before()).isEqualTo(100);
    assertThat(half.now()).isEqualTo(50);
    assertThat(half.ratio().estimate()).isCloseTo(.5, within(1e-9));
    assertThat(half.change()).isEqualTo(Change.LESS);
    assertThat(new PerHour(0, HOUR, 5, HOUR).ratio().high()).isInfinite();
    assertThat(new PerHour(0, HOUR, 0, HOUR).ratio()).isNull();
  }

  @Test
  void timesThatAreNoneAreRefused() throws IOException {
    Path json = directory.resolve("old.json");
    Files.writeString(
        json,
        """
        {"summary": {"connects": 3, "failures": 1, "earlyReuses": 1, "earlyReuseFailures": 1,
        "failedEarlyReuses": 1, "from": "yesterday", "to": "+999999999-12-31T23:59:59Z"}}
        """);

    assertThatIOException().isThrownBy(() -> Baseline.read(json)).withMessageContaining("from");
  }

  /** The comparison's text, each of its numbers looked up in the JSON. */
  private String text(String sample, String before, int seconds) throws IOException {
    Path json = directory.resolve("old.json");
    StringWriter old = new StringWriter();
    JsonReport.write(diagnosis(before, 5), old);
    Files.writeString(json, old.toString());
    Diagnosis now = diagnosis(sample, seconds);
    BaselineComparison comparison = Baseline.read(json).against(now);
    StringWriter written = new StringWriter();
    JsonReport.write(now, null, comparison, written);
    StringWriter text = new StringWriter();
    BaselineText.write(comparison, new PrintWriter(text));
    TextNumbers.assertOfReportAreIn(written.toString(), text.toString());
    assertThat(text.toString().lines()).allMatch(line -> line.length() <= 100);
    return text.toString().replaceAll("\\s+", " ");
  }

  private static Diagnosis diagnosis(String sample, int seconds) {
    ConnectionLog log = ConnectionLog.read(List.of(SAMPLES.resolve(sample)), Progress.NONE);
    return Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofSeconds(seconds)));
  }
}
