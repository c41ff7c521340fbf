package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.search.TimeoutSearch;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Causes named from recordings alone, against their truth, in seeded scenarios: 50, or as many as
 * the property {@code tuplewatch.scenarios} says. Over the failures of all scenarios together, each
 * cause's precision must be less than 0.01, and its recall less than 0.02, below that of {@link
 * BayesClassifier}. Uses whose past is not known are left to {@link RecordingsBeginningTest}. The
 * means of scenarios are printed; nothing is asked of them.
 *
 * <p>Without any timeout given, precision must be within 0.005 of that with one, and recall within
 * 0.01; within 0.005 in networks with a firewall. In the others the "given" 20 minutes are none
 * that anything keeps: they only make more pasts known than the third of a recording that is
 * assumed where nothing shows one.
 *
 * <p>The method was tuned on seeds 0 to 499. Those here begin at 10,000; since every build plays
 * them, what is changed because this test failed is tuned on them, too. Another range is the
 * property {@code tuplewatch.first}.
 */
class CauseHarnessTest {

  private static final long FIRST = Long.getLong("tuplewatch.first", 10_000);
  private static final int SCENARIOS = Integer.getInteger("tuplewatch.scenarios", 50);

  /**
   * In the first 100 scenarios the oracle is nowhere better in precision, and up to 0.011 in recall
   * (no answer); docs/evidence.md has 500 others.
   */
  private static final double PRECISION_TOLERANCE = .01;

  private static final double RECALL_TOLERANCE = .02;

  /** So much less may be told where nobody gives the true timeout. */
  private static final double WITHOUT_TRUE_TIMEOUT = .005;

  /** So much less may be recalled where nobody gives a timeout, be it one that nothing keeps. */
  private static final double WITHOUT_TIMEOUT = .01;

  private final List<Confusion> ours = new ArrayList<>();
  private final List<Confusion> withoutTimeout = new ArrayList<>();

  /** Whether the network of the same index has a firewall, and so a true timeout. */
  private final List<Boolean> behindFirewall = new ArrayList<>();

  private final List<Confusion> oracle = new ArrayList<>();

  @Test
  void causesAreNamedNearlyAsWellAsByOneWhoKnowsTheNetwork() {
    for (long seed = FIRST; seed < FIRST + SCENARIOS; seed++) {
      play(RandomSettings.of(seed));
    }
    Confusion named = sum(ours);
    Confusion believed = sum(oracle);
    System.out.println(named.table("named from the recording"));
    System.out.println(believed.table("named by the oracle"));
    Confusion searched = sum(withoutTimeout);
    System.out.println(searched.table("named without a timeout"));
    Confusion namedBehind = sumBehind(ours);
    Confusion searchedBehind = sumBehind(withoutTimeout);
    for (Cause cause : Confusion.JUDGED) {
      printMeans(cause);
      assertThat(searched.precision(cause))
          .as("precision of %s without a timeout", cause)
          .isGreaterThan(named.precision(cause) - WITHOUT_TRUE_TIMEOUT);
      assertThat(searched.recall(cause))
          .as("recall of %s without a timeout", cause)
          .isGreaterThan(named.recall(cause) - WITHOUT_TIMEOUT);
      assertThat(searchedBehind.recall(cause))
          .as("recall of %s without the true timeout", cause)
          .isGreaterThan(namedBehind.recall(cause) - WITHOUT_TRUE_TIMEOUT);
      assertThat(named.precision(cause))
          .as("precision of %s", cause)
          .isGreaterThan(believed.precision(cause) - PRECISION_TOLERANCE);
      assertThat(named.recall(cause))
          .as("recall of %s", cause)
          .isGreaterThan(believed.recall(cause) - RECALL_TOLERANCE);
    }
  }

  /** Of the networks with a firewall: in the others no timeout is the true one. */
  private Confusion sumBehind(List<Confusion> scenarios) {
    Confusion sum = new Confusion();
    for (int i = 0; i < scenarios.size(); i++) {
      if (behindFirewall.get(i)) {
        sum.add(scenarios.get(i));
      }
    }
    return sum;
  }

  private static Confusion sum(List<Confusion> scenarios) {
    Confusion sum = new Confusion();
    scenarios.forEach(sum::add);
    return sum;
  }

  /** Over the scenarios that have the cause, however many connects each has. */
  private void printMeans(Cause cause) {
    System.out.printf(
        Locale.ROOT,
        "%s, mean of scenarios: precision %.3f, the oracle's %.3f; recall %.3f, the oracle's"
            + " %.3f%n",
        cause,
        mean(ours, scenario -> scenario.precision(cause)),
        mean(oracle, scenario -> scenario.precision(cause)),
        mean(ours, scenario -> scenario.recall(cause)),
        mean(oracle, scenario -> scenario.recall(cause)));
  }

  private static double mean(List<Confusion> scenarios, ToDoubleFunction<Confusion> value) {
    return scenarios.stream()
        .mapToDouble(value)
        .filter(share -> !Double.isNaN(share))
        .average()
        .orElseThrow();
  }

  private void play(Setting setting) {
    LabelledHistory history = HistoryGenerator.play(setting);
    ConnectionLog log = history.log();
    ReuseLog reuses = ReuseDetector.detect(log, timeout(setting));
    Causes causes = new Causes(Evidence.of(log.opens(), reuses), Nat.NONE);
    ReuseLog searched = TimeoutSearch.detect(log, null);
    Causes causesSearched = new Causes(Evidence.of(log.opens(), searched), Nat.NONE);
    BayesClassifier bayes = new BayesClassifier(setting);
    ours.add(new Confusion());
    oracle.add(new Confusion());
    withoutTimeout.add(new Confusion());
    behindFirewall.add(setting.firewall != null);
    for (int index = 0; index < reuses.uses().size(); index++) {
      ClassifiedUse use = reuses.uses().get(index);
      Attempt attempt = history.attempt(use.use().connectionNumber());
      FailureCause named = causes.cause(reuses.uses(), index);
      Map<Cause, Double> believed = bayes.judge(use, attempt);
      boolean judged = use.kind() != UseKind.UNKNOWN && use.kind() != UseKind.OVERLAP;
      if (named != null && use.failed() && judged) {
        last(ours).count(attempt.cause(), named.cause());
        last(oracle).count(attempt.cause(), likeliest(believed));
        FailureCause found = Objects.requireNonNull(causesSearched.cause(searched.uses(), index));
        last(withoutTimeout).count(attempt.cause(), found.cause());
      }
    }
    if (Boolean.getBoolean("tuplewatch.print")) {
      System.out.printf(
          Locale.ROOT,
          "seed %d: firewall %s, W %s %s, named %s, without %s%n",
          setting.seed,
          setting.firewall == null ? "none" : setting.firewall.lifetime(),
          searched.timeout().length(),
          searched.timeout().source(),
          last(ours).summary(),
          last(withoutTimeout).summary());
    }
    assertCountedApart(history, log);
  }

  private static Confusion last(List<Confusion> scenarios) {
    return scenarios.get(scenarios.size() - 1);
  }

  /** The user guesses the timeout: the lifetime, or twice that. */
  private static Duration timeout(Setting setting) {
    return setting.firewall == null
        ? Duration.ofMinutes(20)
        : setting.firewall.lifetime().multipliedBy(1 + setting.seed % 2);
  }

  private static Cause likeliest(Map<Cause, Double> believed) {
    return believed.entrySet().stream()
        .filter(cause -> Causes.suffices(cause.getValue()))
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
