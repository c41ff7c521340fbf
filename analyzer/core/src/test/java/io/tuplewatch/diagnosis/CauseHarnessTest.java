package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Causes named from recordings alone, against their truth and against {@link BayesClassifier}, in
 * seeded scenarios: 100, or as many as the property {@code tuplewatch.scenarios} says.
 *
 * <p>The method was tuned on seeds 0 to 499. Those here begin at 10,000 and were never looked at
 * while it was tuned; another range, for tuning, is the property {@code tuplewatch.first}.
 */
class CauseHarnessTest {

  private static final long FIRST = Long.getLong("tuplewatch.first", 10_000);
  private static final int SCENARIOS = Integer.getInteger("tuplewatch.scenarios", 100);

  /**
   * What the oracle knows and a recording does not show costs more than the hundredth that was
   * hoped for (docs/evidence.md): processes not recorded, and how many paths are dead.
   */
  private static final double TOLERANCE = .15;

  private final Confusion ours = new Confusion();
  private final Confusion oracle = new Confusion();

  @Test
  void causesAreNamedNearlyAsWellAsByOneWhoKnowsTheNetwork() {
    for (long seed = FIRST; seed < FIRST + SCENARIOS; seed++) {
      play(RandomSettings.of(seed));
    }
    System.out.println(ours.table("named from the recording"));
    System.out.println(oracle.table("named by the oracle"));
    for (Cause cause : Confusion.JUDGED) {
      assertThat(ours.precision(cause))
          .as("precision of %s", cause)
          .isGreaterThan(oracle.precision(cause) - TOLERANCE);
      assertThat(ours.recall(cause))
          .as("recall of %s", cause)
          .isGreaterThan(oracle.recall(cause) - TOLERANCE);
    }
  }

  private void play(Setting setting) {
    LabelledHistory history = HistoryGenerator.play(setting);
    ConnectionLog log = history.log();
    ReuseLog reuses = ReuseDetector.detect(log, timeout(setting));
    Causes causes = new Causes(Evidence.of(log.opens(), reuses));
    BayesClassifier bayes = new BayesClassifier(setting);
    for (ClassifiedUse use : reuses.uses()) {
      Attempt attempt = history.attempt(use.use().connectionNumber());
      FailureCause named = causes.of(use);
      Map<Cause, Double> believed = bayes.judge(use, attempt);
      boolean judged = use.kind() != UseKind.UNKNOWN && use.kind() != UseKind.OVERLAP;
      if (named != null && use.failed() && judged) {
        ours.count(attempt.cause(), named.cause());
        oracle.count(attempt.cause(), likeliest(believed));
      }
    }
    assertCountedApart(history, log);
  }

  /** The user guesses the timeout: the lifetime, or twice that. */
  private static Duration timeout(Setting setting) {
    return setting.firewall == null
        ? Duration.ofMinutes(20)
        : setting.firewall.lifetime().multipliedBy(1 + setting.seed % 2);
  }

  private static Cause likeliest(Map<Cause, Double> believed) {
    return believed.entrySet().stream()
        .filter(cause -> cause.getValue() >= Causes.NAMED_FROM)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Cause.UNKNOWN);
  }

  private static void assertCountedApart(LabelledHistory history, ConnectionLog log) {
    long exhausted =
        history.attempts().stream()
            .filter(a -> a.seen() && a.cause() == TrueCause.PORT_EXHAUSTION)
            .count();
    long apart = log.withoutTuple().values().stream().mapToLong(n -> n).sum();
    assertThat(apart).isEqualTo(exhausted);
  }
}
