package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts of generated histories, and what stands around numbers in text and tables. */
class EvidenceReportTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void verdictSaysConsistentWithAndNeverWhatADeviceDid() {
    String text = text(diagnosis(guilty(), TIMEOUT, Nat.UNKNOWN));

    assertThat(text)
        .contains("EARLY REUSES FAIL MORE OFTEN", "consistent with", "Would settle it: ")
        .doesNotContain("SYN lost", "the firewall did", "proves");
  }

  @Test
  void natIsSaid() {
    assertThat(oneLine(text(diagnosis(guilty(), TIMEOUT, Nat.UNKNOWN))))
        .contains("If source NAT stands between");
    assertThat(oneLine(text(diagnosis(guilty(), TIMEOUT, Nat.SOURCE))))
        .contains("Source NAT stands between");
    assertThat(oneLine(text(diagnosis(guilty(), TIMEOUT, Nat.NONE)))).doesNotContain("NAT");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void shortRecordingCannotTellAndSaysWhatWouldSettleIt() {
    Diagnosis diagnosis = diagnosis(guilty().lasting(Duration.ofMinutes(30)), hour(), Nat.NONE);

    assertThat(diagnosis.findings().destinations().get(0).verdict())
        .isEqualTo(Verdict.NO_COMPARISON);
    assertThat(oneLine(text(diagnosis)))
        .contains(
            "no connect has 1 h of recording before it", "A recording of at least three times 1 h");
  }

  private static Duration hour() {
    return Duration.ofHours(1);
  }

  @ParameterizedTest
  @CsvSource({"0, NO_FAILURE", "0.0004, NOT_CLEAR"})
  void fewFailuresAreNoVerdict(double lingering, Verdict verdict) {
    Setting setting =
        Setting.quiet(3)
            .behind(new Firewall(TIMEOUT, Firewall.Answer.DROP, lingering, true))
            .lasting(Duration.ofMinutes(90));
    Diagnosis diagnosis = diagnosis(setting, TIMEOUT, Nat.NONE);

    assertThat(diagnosis.summary().connects().all().failed()).isLessThanOrEqualTo(5);
    assertThat(diagnosis.findings().destinations().get(0).verdict()).isEqualTo(verdict);
  }

  private static Setting guilty() {
    return Setting.quiet(1)
        .losing(.1)
        .lasting(Duration.ofMinutes(40))
        .behind(new Firewall(TIMEOUT, Firewall.Answer.DROP, .8, true))
        .at(3);
  }

  private static Diagnosis diagnosis(Setting setting, Duration timeout, Nat nat) {
    var log = HistoryGenerator.play(setting).log();
    return Diagnosis.of(log, ReuseDetector.detect(log, timeout), nat);
  }

  private static String text(Diagnosis diagnosis) {
    StringWriter out = new StringWriter();
    TextReport.write(diagnosis, EnumSet.allOf(ReportPart.class), 0, new PrintWriter(out));
    return out.toString();
  }
}
