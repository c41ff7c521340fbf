package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FilteredRecording;
import io.tuplewatch.recording.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the agent was told to leave connects out, what is missing had worked: its counts decide,
 * and nothing is concluded from how few of the recorded connects worked.
 */
class PartlyRecordedTest {

  private static final long TIMEOUT = FilteredRecording.TIMEOUT;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void earlyReusesThatFailAreNamedByTheCounts(long seed) throws IOException {
    var recording =
        new FilteredRecording(
            new Random(seed), (idle, random) -> idle < TIMEOUT && random.nextInt(4) == 0);

    for (List<String> lines : List.of(recording.suspicious, recording.failures)) {
      Findings findings = findings(lines);

      assertThat(findings.destinations().get(0).verdict()).isEqualTo(Verdict.REUSE_FAILS);
      assertThat(findings.destinations().get(0).nothingWorked()).isFalse();
      assertThat(findings.causes().getOrDefault(Cause.EARLY_REUSE, 0L))
          .isGreaterThan(findings.failures().size() * 9L / 10);
      assertThat(findings.causes().keySet()).isSubsetOf(Cause.EARLY_REUSE, Cause.UNKNOWN);
      assertThat(findings.outages()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void failuresThatHaveNothingToDoWithReuseAreNotNamed(long seed) throws IOException {
    var recording =
        new FilteredRecording(new Random(seed), (idle, random) -> random.nextInt(8) == 0);

    for (List<String> lines : List.of(recording.suspicious, recording.failures)) {
      Findings findings = findings(lines);

      assertThat(findings.destinations().get(0).verdict()).isNotEqualTo(Verdict.REUSE_FAILS);
      assertThat(findings.causes()).isEqualTo(Map.of(Cause.UNKNOWN, (long) failures(findings)));
      assertThat(findings.outages()).isEmpty();
      assertThat(findings.limits()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void earlyReuseThatFailsBeyondTheLifetimeIsNotNamed(long seed) throws IOException {
    long kept = TIMEOUT / 2;
    var recording =
        new FilteredRecording(
            new Random(seed), (idle, random) -> idle < kept || random.nextInt(100) == 0);

    Findings findings = findings(recording.suspicious);

    long limit = findings.destinations().get(0).lifetime().highNanos();
    assertThat(limit).isBetween(kept, TIMEOUT);
    assertThat(findings.failures())
        .filteredOn(failure -> failure.attempt().idle() > limit)
        .isNotEmpty()
        .allMatch(failure -> failure.cause() == Cause.UNKNOWN);
    assertThat(findings.failures())
        .filteredOn(failure -> failure.attempt().idle() < kept && failure.attempt().workedBefore())
        .isNotEmpty()
        .allMatch(failure -> failure.cause() == Cause.EARLY_REUSE);
  }

  private static int failures(Findings findings) {
    return findings.failures().size();
  }

  private Findings findings(List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve("app.jsonl"), lines);
    ConnectionLog log = ConnectionLog.read(List.of(file), Progress.NONE);
    return Diagnosis.of(log, TimeoutSearch.detect(log, null)).findings();
  }
}
