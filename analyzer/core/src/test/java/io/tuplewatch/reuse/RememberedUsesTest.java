package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Use;
import io.tuplewatch.history.FilteredRecording;
import io.tuplewatch.recording.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent remembers stands in for what was not written: the reuses of a recording that holds
 * suspicious connects alone, against those of the full recording of the same run.
 */
class RememberedUsesTest {

  private static final long TIMEOUT = FilteredRecording.TIMEOUT;

  @TempDir Path directory;

  @Test
  void suspiciousConnectsAloneGiveTheEarlyReusesOfTheFullRecording() throws IOException {
    FilteredRecording recording = recorded(3, 8);
    Map<Long, String> expected = earlyReuses(analyzed("full.jsonl", recording.full));
    ReuseLog partial = analyzed("suspicious.jsonl", recording.suspicious);

    assertThat(earlyReuses(partial)).isEqualTo(expected).hasSizeGreaterThan(500);
    assertThat(remembered(partial)).isGreaterThan(100);
    assertThat(partial.uses())
        .noneMatch(use -> use.kind() == UseKind.FIRST_USE || use.kind() == UseKind.LATE_REUSE);
  }

  @Test
  void recordingThatRolledOverStillTellsTheIdleOfItsEarlyReuses() throws IOException {
    FilteredRecording recording = recorded(5, 8);
    Map<Long, Long> expected = idleAfter(1500, analyzed("full.jsonl", recording.full));
    ReuseLog rest = analyzed("rest.jsonl", secondHalf(recording.full));

    assertThat(idleAfter(1500, rest)).isEqualTo(expected).hasSizeGreaterThan(500);
    assertThat(remembered(rest)).isGreaterThan(50);
  }

  /** Every second connect fails: many a tuple's last use before the recording begins has. */
  @Test
  void tupleThatWorkedWithinTheTimeoutHasWorkedThoughItsRememberedUseFailed() throws IOException {
    FilteredRecording recording = recorded(6, 2);
    Set<Long> workedInFull = worked(analyzed("full.jsonl", recording.full));
    ReuseLog rest = analyzed("rest.jsonl", secondHalf(recording.full));
    Map<Long, Boolean> found = new TreeMap<>();
    Map<Long, Boolean> expected = new TreeMap<>();
    for (ClassifiedUse use : rest.uses()) {
      long number = use.use().connectionNumber();
      if (rememberedFailure(use.previous())) {
        found.put(number, use.workedBefore());
        expected.put(number, recording.sinceConnected.getOrDefault(number, TIMEOUT) < TIMEOUT);
      }
    }

    assertThat(found).isEqualTo(expected).containsValues(true, false).hasSizeGreaterThan(20);
    assertThat(worked(rest)).isSubsetOf(workedInFull);
  }

  private static boolean rememberedFailure(@Nullable Use previous) {
    return previous != null && !previous.recorded() && !previous.connected();
  }

  private static Set<Long> worked(ReuseLog reuses) {
    return reuses.uses().stream()
        .filter(ClassifiedUse::workedBefore)
        .map(use -> use.use().connectionNumber())
        .collect(Collectors.toSet());
  }

  /** From connection 1501 on. */
  private static List<String> secondHalf(List<String> full) {
    int half = 1;
    while (!full.get(half).contains("SocketConnect\"") || !full.get(half).contains(":1501,")) {
      half++;
    }
    return full.subList(half, full.size());
  }

  private static Map<Long, Long> idleAfter(long connection, ReuseLog reuses) {
    Map<Long, Long> found = new TreeMap<>();
    for (ClassifiedUse use : reuses.uses()) {
      if (use.kind() == UseKind.EARLY_REUSE && use.use().connectionNumber() > connection) {
        found.put(use.use().connectionNumber(), use.idleAtMost() ? -1 : use.idle());
      }
    }
    return found;
  }

  @Test
  void countsKeepTheDenominatorsOfWhatIsNotWritten() throws IOException {
    FilteredRecording recording = recorded(4, 8);
    List<String> twice = new ArrayList<>(recording.suspicious);
    twice.addAll(recording.suspicious); // of a second dump

    List<CountedDestination> counted = log("suspicious.jsonl", twice).counted();

    assertThat(counted).hasSize(1);
    assertThat(counted.get(0).connects()).isEqualTo(recording.connects);
    assertThat(counted.get(0).earlyReuses()).isEqualTo(recording.earlyReuses);
    assertThat(counted.get(0).others()).isEqualTo(recording.connects - recording.earlyReuses);
  }

  /** One of so many connects fails, whatever its past. */
  private static FilteredRecording recorded(long seed, int oneFailsOf) {
    return new FilteredRecording(
        new Random(seed), (idle, random) -> random.nextInt(oneFailsOf) == 0);
  }

  private ConnectionLog log(String name, List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve(name), lines);
    return ConnectionLog.read(List.of(file), Progress.NONE);
  }

  private ReuseLog analyzed(String name, List<String> lines) throws IOException {
    return ReuseDetector.detect(log(name, lines), Duration.ofNanos(TIMEOUT));
  }

  /** By connection: idle, whether that is a bound, and whether it had worked and failed. */
  private static Map<Long, String> earlyReuses(ReuseLog reuses) {
    Map<Long, String> found = new TreeMap<>();
    for (ClassifiedUse use : reuses.uses()) {
      if (use.kind() == UseKind.EARLY_REUSE) {
        found.put(
            use.use().connectionNumber(),
            use.idle() + " " + use.idleAtMost() + " " + use.failedEarlyReuse());
      }
    }
    return found;
  }

  private static long remembered(ReuseLog reuses) {
    return reuses.uses().stream()
        .filter(use -> use.previous() != null && !use.previous().recorded())
        .count();
  }
}
