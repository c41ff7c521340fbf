package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One that drops for a minute stands before one that resets for a quarter of an hour. */
class TwoFirewallsTest {

  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(15);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachHasALifetimeAndNoFailureIsNamedOtherwise(long seed) {
    Setting setting =
        Setting.quiet(seed)
            .at(2)
            .lasting(Duration.ofHours(2))
            .selecting(
                new RandomRetry(), new PortSpace(new PortRange(40_000, 42_500), PortSet.NONE))
            .behind(new Firewall(SHORT, Answer.DROP, 1, false))
            .andBehind(new Firewall(LONG, Answer.RESET, 1, false));
    LabelledHistory history = HistoryGenerator.play(setting);
    var log = history.log();

    Findings findings = Diagnosis.of(log, TimeoutSearch.detect(log, null)).findings();

    assertThat(findings.causes().keySet()).isSubsetOf(Cause.EARLY_REUSE, Cause.UNKNOWN);
    assertThat(findings.destinations())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.verdict()).isEqualTo(Verdict.REUSE_FAILS);
              Map<FailureMode, Lifetime> lifetimes = found.evidence().lifetimes();
              assertThat(lifetimes).containsOnlyKeys(FailureMode.NO_ANSWER, FailureMode.REFUSED);
              assertThat(lifetimes.get(FailureMode.NO_ANSWER)).satisfies(l -> holds(l, SHORT));
              assertThat(lifetimes.get(FailureMode.REFUSED)).satisfies(l -> holds(l, LONG));
            });
  }

  private static void holds(Lifetime lifetime, Duration truth) {
    assertThat(truth.toNanos()).isBetween(lifetime.lowNanos(), lifetime.highNanos());
  }
}
