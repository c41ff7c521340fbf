package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Audit.Outcome;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.PlayedPackets;
import io.tuplewatch.history.PlayedWitnesses;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.witness.CaptureEvidence;
import io.tuplewatch.witness.LogEvidence;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.UnusableCaptureException;
import io.tuplewatch.witness.Witnesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour whose truth is known, diagnosed alone and with what captures and a log show of it. */
class AuditTest {

  @TempDir private Path folder;

  private LabelledHistory history;
  private PlayedPackets packets;
  private ConnectionLog log;
  private ReuseLog reuses;

  /** A server that is down, refuses and has a full queue; loss; a firewall. */
  @BeforeEach
  void play() {
    history =
        HistoryGenerator.play(
            Setting.quiet(11)
                .at(3)
                .to(2)
                .waiting(Duration.ofMillis(1_500))
                .behind(new Firewall(Duration.ofMinutes(15), Firewall.Answer.DROP, 0.5, true))
                .losing(0.12)
                .with(trouble(0, 8, Trouble.Kind.DOWN))
                .with(trouble(0, 24, Trouble.Kind.REFUSING))
                .with(trouble(1, 42, Trouble.Kind.QUEUE_FULL)));
    packets = PlayedPackets.of(history);
    log = history.log();
    reuses = TimeoutSearch.detect(log, null);
  }

  private static Trouble trouble(int destination, int minute, Trouble.Kind kind) {
    Duration from = Duration.ofMinutes(minute);
    return new Trouble(destination, from, from.plusSeconds(30), kind, 1);
  }

  @Test
  void theTableHoldsEachInferredCauseBesideWhatWasSo() throws Exception {
    Findings alone = findings(Witnesses.NONE);
    Audit audit = findings(new Witnesses(captures(), null)).audit();

    Map<Cause, Map<Seen, Long>> truth = new EnumMap<>(Cause.class);
    for (FailureCause failure : alone.failures()) {
      if (failure.attempt().failed()) {
        truth
            .computeIfAbsent(failure.cause(), c -> new EnumMap<>(Seen.class))
            .merge(packets.truth(attempt(failure)), 1L, Long::sum);
      }
    }
    assertThat(audit.table()).isEqualTo(truth);
    assertThat(audit.named(Outcome.AGREES)).isGreaterThan(20 * audit.named(Outcome.CONTRADICTS));
    assertThat(
            audit.named(Outcome.AGREES)
                + audit.named(Outcome.CONTRADICTS)
                + audit.named(Outcome.OPEN))
        .isEqualTo(
            truth.entrySet().stream()
                .filter(row -> row.getKey() != Cause.UNKNOWN)
                .flatMap(row -> row.getValue().values().stream())
                .mapToLong(Long::longValue)
                .sum());
  }

  @Test
  void aSynThatArrivedSettlesTheCauseAndNoneThatArrivedIsNamedReuse() throws Exception {
    int settled = 0;
    for (FailureCause failure : findings(new Witnesses(captures(), null)).failures()) {
      if (!failure.attempt().failed()) {
        continue;
      }
      Seen seen = packets.truth(attempt(failure));
      if (seen == Seen.SERVER_SILENT || seen == Seen.SERVER_REFUSED) {
        settled++;
        assertThat(failure.probability()).isEqualTo(1);
        assertThat(failure.reuseProbability()).isZero();
        assertThat(failure.cause()).isNotIn(Cause.EARLY_REUSE, Cause.UNKNOWN);
        assertThat(failure.cause() == Cause.REFUSED_BY_SERVER)
            .isEqualTo(seen == Seen.SERVER_REFUSED);
        assertThat(attempt(failure).cause()).isNotEqualTo(TrueCause.FIREWALL);
      }
    }
    assertThat(settled).isGreaterThan(80);
  }

  @Test
  void aBlockedSessionInTheLogSettlesReuse() throws Exception {
    Findings findings = findings(new Witnesses(null, deviceLog(true)));

    int held = 0;
    for (FailureCause failure : findings.failures()) {
      if (failure.attempt().failed() && attempt(failure).blocked()) {
        held++;
        assertThat(failure.cause()).isEqualTo(Cause.EARLY_REUSE);
        assertThat(failure.probability()).isEqualTo(1);
        assertThat(failure.reasons()).contains(Reason.BLOCKED_IN_LOG, Reason.SESSION_HELD_IN_LOG);
      }
    }
    assertThat(held).isGreaterThan(100);
  }

  @Test
  void aBlockWithoutAReasonSettlesReuseOnlyWhereItHadBeenInferred() throws Exception {
    Map<Integer, Cause> alone = new HashMap<>();
    findings(Witnesses.NONE).failures().forEach(f -> alone.put(f.index(), f.cause()));

    for (FailureCause failure : findings(new Witnesses(null, deviceLog(false))).failures()) {
      if (failure.attempt().failed() && attempt(failure).blocked()) {
        assertThat(failure.cause()).isEqualTo(alone.get(failure.index()));
        assertThat(failure.probability() == 1).isEqualTo(failure.cause() == Cause.EARLY_REUSE);
      }
    }
  }

  @Test
  void wherePacketsReachedTheServerALineOfTheLogDoesNotMakeItReuse() throws Exception {
    List<String> lines = PlayedWitnesses.lines(history, true);
    history.attempts().stream()
        .filter(attempt -> !attempt.blocked() && attempt.cause() == TrueCause.OUTAGE)
        .forEach(attempt -> lines.add(PlayedWitnesses.line(attempt, attempt.start(), true)));

    for (FailureCause failure :
        findings(new Witnesses(captures(), PlayedWitnesses.log(reuses, lines, folder)))
            .failures()) {
      if (failure.attempt().failed() && attempt(failure).cause() == TrueCause.OUTAGE) {
        assertThat(failure.cause() == Cause.EARLY_REUSE).isEqualTo(attempt(failure).blocked());
        assertThat(failure.reasons()).contains(Reason.BLOCKED_IN_LOG);
      }
    }
  }

  @Test
  void whatIsRefutedIsUnknownAndHasNoProbability() throws Exception {
    Audit audit = new Audit(new Witnesses(captures(), null));
    FailureCause stopped =
        findings(Witnesses.NONE).failures().stream()
            .filter(failure -> failure.attempt().failed())
            .filter(failure -> packets.truth(attempt(failure)) == Seen.STOPPED)
            .findFirst()
            .orElseThrow();

    FailureCause settled =
        audit.settle(
            new FailureCause(
                stopped.index(),
                stopped.attempt(),
                Cause.REFUSED_BY_SERVER,
                0.95,
                Cause.REFUSED_BY_SERVER,
                0.04,
                0.5,
                List.of()));

    assertThat(settled.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(settled.likeliest()).isEqualTo(Cause.UNKNOWN);
    assertThat(settled.probability()).isZero();
    assertThat(settled.reuseProbability()).isEqualTo(0.04);
    assertThat(audit.named(Outcome.CONTRADICTS)).isEqualTo(1);
  }

  @Test
  void reuseIsRefutedByWhatTheServerSawAndNothingElseIs() {
    for (Seen seen : Seen.values()) {
      boolean atServer = seen == Seen.SERVER_SILENT || seen == Seen.SERVER_REFUSED;
      assertThat(Audit.outcome(Cause.EARLY_REUSE, seen) == Outcome.CONTRADICTS).isEqualTo(atServer);
      assertThat(Audit.outcome(Cause.UNKNOWN, seen)).isEqualTo(Outcome.OPEN);
    }
  }

  private Findings findings(Witnesses witnesses) {
    return Diagnosis.of(log, reuses, Nat.NONE, witnesses).findings();
  }

  private Attempt attempt(FailureCause failure) {
    return history.attempt(failure.attempt().use().connectionNumber());
  }

  private CaptureEvidence captures() throws IOException, UnusableCaptureException {
    return PlayedWitnesses.captures(history, reuses, folder);
  }

  private LogEvidence deviceLog(boolean held) throws IOException, UnusableCaptureException {
    return PlayedWitnesses.log(reuses, PlayedWitnesses.lines(history, held), folder);
  }
}
