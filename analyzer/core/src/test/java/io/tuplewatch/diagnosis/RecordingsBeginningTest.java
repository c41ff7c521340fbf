package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Recordings that begin when a network has been in use for long, so that sessions are kept of uses
 * that no recording holds: 20 of them, or as many as the property {@code tuplewatch.beginnings}
 * says, from seed 40,000 or {@code tuplewatch.first} on.
 */
class RecordingsBeginningTest {

  private static final long FIRST = Long.getLong("tuplewatch.first", 40_000);
  private static final int SCENARIOS = Integer.getInteger("tuplewatch.beginnings", 20);
  private static final Duration BEGINNING = Duration.ofMinutes(30);

  /** Of uses of which is not known whether their tuple was used shortly before. */
  private final Confusion pastUnknown = new Confusion();

  @Test
  void failuresOfTuplesWhosePastIsNotKnownAreNamedEarlyReuseWhereMoreFailThanElse() {
    for (long seed = FIRST; seed < FIRST + SCENARIOS; seed++) {
      play(RandomSettings.of(seed));
    }

    System.out.println(pastUnknown.table("named from the recording, past unknown"));
    assertThat(pastUnknown.precision(Cause.EARLY_REUSE)).isGreaterThan(.9);
    assertThat(pastUnknown.recall(Cause.EARLY_REUSE)).isGreaterThan(.8);
  }

  private void play(Setting setting) {
    LabelledHistory history = HistoryGenerator.play(setting);
    ConnectionLog log = history.logSince(BEGINNING);
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(20));
    Causes causes = new Causes(Evidence.of(log.opens(), reuses), Nat.NONE);
    for (int index = 0; index < reuses.uses().size(); index++) {
      ClassifiedUse use = reuses.uses().get(index);
      FailureCause named = causes.cause(reuses.uses(), index);
      if (named != null && use.failed() && use.kind() == UseKind.UNKNOWN) {
        pastUnknown.count(history.attempt(use.use().connectionNumber()).cause(), named.cause());
      }
    }
  }
}
