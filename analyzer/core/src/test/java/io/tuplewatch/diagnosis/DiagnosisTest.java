package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.ReservedPorts;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.reuse.ReuseDetector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One destination, one JVM, an idle timeout of 60 s, written down by hand. */
class DiagnosisTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final ChunkEvents chunk = ChunkEvents.startingAt(0);
  private long nextId;
  private String localAddress = "10.0.0.5";

  @Test
  void connectsAreTalliedByKindAndOthersApart() {
    settings(0, 6, "8080", 1);
    worked(1, 2, 40_000); // unknown: 1 s of history
    failed(12, 40_000); // failed early reuse: idle 10 s
    worked(100, 101, 40_000); // late: idle 88 s
    failed(200, 40_002); // first use, failed
    failed(201, 40_002); // early reuse on a path never seen working
    attempt(202, "ADDRESS_NOT_AVAILABLE", 0);
    attempt(203, "CLOSED", 40_004); // quick: the application

    Diagnosis diagnosis = diagnosis();

    Tallies tallies = diagnosis.summary().connects();
    assertThat(tallies.all()).isEqualTo(new Tally(3, 5));
    assertThat(tallies.earlyReuses()).isEqualTo(new Tally(2, 2));
    assertThat(tallies.lateReuses()).isEqualTo(new Tally(0, 1));
    assertThat(tallies.firstUses()).isEqualTo(new Tally(1, 1));
    assertThat(tallies.comparedEarlyReuses()).isEqualTo(new Tally(1, 1));
    assertThat(tallies.comparedOthers()).isEqualTo(new Tally(1, 2));
    assertThat(tallies.notCompared()).isEqualTo(new Tally(1, 2));
    assertThat(tallies.unknown()).isEqualTo(new Tally(0, 1));
    assertThat(tallies.failedEarlyReuses()).isEqualTo(1);
    assertThat(diagnosis.summary().connects().withHistory()).isEqualTo(3);
    assertThat(diagnosis.summary().apart())
        .isEqualTo(
            Map.of(
                AttemptResult.ADDRESS_NOT_AVAILABLE, 1L, AttemptResult.CLOSED_BY_APPLICATION, 1L));
    assertThat(diagnosis.destinations()).hasSize(1);
  }

  /** Every second connect reuses one port at once, the others are of ports never used. */
  @Test
  void outageBeforeAWholeTimeoutWasRecordedIsComparedOnNeitherSide() {
    for (int second = 0; second < 120; second++) {
      int freshPort = 41_000 + second;
      if (second >= 20 && second < 40) {
        failed(second, second % 2 == 0 ? 40_000 : freshPort);
      } else {
        worked(second, second, second % 2 == 0 ? 40_000 : freshPort);
      }
    }

    Tallies tallies = diagnosis().summary().connects();

    assertThat(tallies.earlyReuses()).isEqualTo(new Tally(10, 59));
    assertThat(tallies.firstUses()).isEqualTo(new Tally(0, 30));
    assertThat(tallies.comparedEarlyReuses()).isEqualTo(new Tally(0, 30));
    assertThat(tallies.comparedOthers()).isEqualTo(new Tally(0, 30));
    assertThat(tallies.notCompared()).isEqualTo(new Tally(20, 60));
  }

  @Test
  void failureFromOneOfSeveralLocalAddressesIsInNeitherGroupAndARowOfItsOwn() {
    worked(0, 1, 40_000);
    localAddress = "10.0.0.6";
    worked(0, 1, 40_002);
    localAddress = "0.0.0.0";
    failed(100, 40_000);

    Diagnosis diagnosis = diagnosis();

    assertThat(diagnosis.summary().connects().unknown()).isEqualTo(new Tally(1, 3));
    assertThat(diagnosis.summary().connects().comparedOthers()).isEqualTo(new Tally(0, 0));
    assertThat(diagnosis.summary().connects().earlyReuses()).isEqualTo(new Tally(0, 0));
    assertThat(diagnosis.destinations())
        .extracting(d -> d.destination().localAddress())
        .containsExactly("10.0.0.5", "10.0.0.6", null);
    assertThat(diagnosis.quality().counts())
        .containsEntry(QualityCounter.AMBIGUOUS_LOCAL_ADDRESSES, 1L);
  }

  /** No tuple ever worked, so no reuse shows what reuse does. */
  @Test
  void silenceOnTuplesThatTheServerHadRefusedIsNotSaidToBeWithoutReuse() {
    for (int second = 0; second < 80; second++) {
      failed(second, 40_000 + second);
    }
    for (int second = 80; second < 100; second++) {
      attempt(second, "TIMED_OUT", 40_000 + second - 30);
    }

    assertThat(diagnosis().findings().causes())
        .isEqualTo(Map.of(Cause.REFUSED_BY_SERVER, 80L, Cause.UNKNOWN, 20L));
  }

  @Test
  void failedEarlyReusesComeFirstThenTheShortestIdle() {
    worked(0, 1, 40_000);
    worked(2, 3, 40_000); // idle 1 s
    failed(33, 40_000); // failed, idle 30 s
    worked(0, 1, 40_002);
    worked(100, 101, 40_002); // late, idle 99 s
    worked(111, 112, 40_002); // idle 10 s

    assertThat(diagnosis().worstReuses())
        .extracting(reuse -> reuse.idle() / SECOND)
        .containsExactly(30L, 1L, 10L, 99L);
  }

  @Test
  void otherReusesAreCutAtAThousandAndFailedOnesNever() {
    for (long i = 0; i < 1005; i++) {
      worked(2 * i, 2 * i + 1, 40_000);
    }
    failed(2011, 40_000);

    Diagnosis diagnosis = diagnosis();

    assertThat(diagnosis.worstReuses()).hasSize(1001);
    assertThat(diagnosis.worstReusesTruncated()).isTrue();
    assertThat(diagnosis.worstReuses().get(0).failedEarlyReuse()).isTrue();
  }

  @Test
  void aThousandOthersAreAllThere() {
    for (long i = 0; i <= 1000; i++) {
      worked(2 * i, 2 * i + 1, 40_000);
    }

    Diagnosis diagnosis = diagnosis();

    assertThat(diagnosis.worstReuses()).hasSize(1000);
    assertThat(diagnosis.worstReusesTruncated()).isFalse();
  }

  @Test
  void settingsAreListedWhereTheyChange() {
    settings(0, 6, "8080,9000-9004", 1);
    settings(10, 6, null, 1);
    settings(20, 3, null, 1);
    settings(30, 3, "", 2);

    List<SettingsPeriod> periods = diagnosis().settings();

    assertThat(periods)
        .extracting(SettingsPeriod::since)
        .containsExactly(0L, 20 * SECOND, 30 * SECOND);
    assertThat(periods).extracting(SettingsPeriod::change).containsExactly(false, true, true);
    assertThat(periods).extracting(p -> p.settings().tcpSynRetries()).containsExactly(6, 3, 3);
    assertThat(periods).extracting(p -> p.settings().reservedPorts()).containsExactly(6, 6, 0);
  }

  @Test
  void reservedPortsAreCountedOnceEach() {
    assertThat(ReservedPorts.count("")).isZero();
    assertThat(ReservedPorts.count("\n")).isZero();
    assertThat(ReservedPorts.count("8080,30000-40402")).isEqualTo(10_404);
    assertThat(ReservedPorts.count("1-5,3-7\n")).isEqualTo(7);
    assertThat(ReservedPorts.count("0-65535")).isEqualTo(65_536);
  }

  @Test
  void textThatIsNoListOfPortsCannotBeCounted() {
    for (String text :
        List.of("x", "1,", "5-3", "70000", "1-70000", "-1", "1--2", "999999999999")) {
      assertThat(ReservedPorts.count(text)).as(text).isEqualTo(-1);
    }
  }

  /** Behind source NAT another client may have used the outer tuple of a first use. */
  @Test
  void loneFailuresOfFirstUsesAreNamedOnlyIfNothingTranslatesPorts() {
    for (int second = 0; second < 2000; second++) {
      if (second % 400 == 399) {
        attempt(second, "TIMED_OUT", 40_000 + second);
      } else {
        worked(second, second, 40_000 + second);
      }
    }

    assertThat(causes(Nat.UNKNOWN)).isEqualTo(Map.of(Cause.UNKNOWN, 5L));
    assertThat(causes(Nat.SOURCE)).isEqualTo(Map.of(Cause.UNKNOWN, 5L));
    assertThat(causes(Nat.NONE)).isEqualTo(Map.of(Cause.NO_ANSWER_WITHOUT_REUSE, 5L));
  }

  private Map<Cause, Long> causes(Nat nat) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    ConnectionLog log = builder.build(List.of());
    return Diagnosis.of(log, ReuseDetector.detect(log, TIMEOUT), nat).findings().causes();
  }

  private Diagnosis diagnosis() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    ConnectionLog log = builder.build(List.of());
    return Diagnosis.of(log, ReuseDetector.detect(log, TIMEOUT));
  }

  private void worked(long start, long close, int localPort) {
    attempt(start, "CONNECTED", localPort);
    chunk
        .closes()
        .add(
            RecordedConnection.number(nextId - 1)
                .from(localAddress, localPort)
                .close(close * SECOND, "LOCAL"));
  }

  private void failed(long start, int localPort) {
    attempt(start, "REFUSED", localPort);
  }

  private void attempt(long start, String outcome, int localPort) {
    chunk
        .connects()
        .add(
            RecordedConnection.number(nextId++)
                .host("db")
                .from(localAddress, localPort)
                .connect(start * SECOND, start * SECOND, outcome));
  }

  private void settings(long time, int synRetries, String reservedPorts, long hash) {
    chunk
        .settings()
        .add(
            RecordedSettings.at(time * SECOND)
                .namespace(5)
                .syns(synRetries, -1)
                .reserved(reservedPorts, hash)
                .event());
  }
}
