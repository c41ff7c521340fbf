package io.tuplewatch.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialsTest {

  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(65);
  private static final Limits LIMITS = new Limits(5, 20, 2000, Duration.ofHours(3));

  private final SimulatedPath path = new SimulatedPath(7);

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"NO_ANSWER", "REFUSED", "UNREACHABLE"})
  void findsTheGapsAtWhichAFirewallStopsReusedPorts(Answer blocked) throws InterruptedException {
    path.lifetime = closing -> Duration.ofSeconds(20);
    path.blocked = blocked;

    List<GapResult> results = GapResult.of(trials(3).make(plans(20, Closing.SERVER)));

    assertThat(results).hasSize(2);
    assertThat(results.get(0).verdict()).isEqualTo(GapResult.Verdict.REUSE_FAILS);
    assertThat(results.get(0).reusedFailed()).isEqualTo(20);
    assertThat(results.get(0).answers()).containsOnlyKeys(blocked);
    assertThat(results.get(0).freshFailed()).isZero();
    assertThat(results.get(1).verdict()).isEqualTo(GapResult.Verdict.REUSE_WORKS);
  }

  @Test
  void tellsDelayFromFailure() throws InterruptedException {
    path.lifetime = closing -> Duration.ofSeconds(20);
    path.laterSynPasses = true;

    List<GapResult> results = GapResult.of(trials(3).make(plans(20, Closing.SERVER)));

    assertThat(results.get(0).verdict()).isEqualTo(GapResult.Verdict.REUSE_DELAYED);
    assertThat(results.get(0).reusedLate()).isEqualTo(20);
    assertThat(results.get(1).verdict()).isEqualTo(GapResult.Verdict.REUSE_WORKS);
  }

  @Test
  void findsNothingWhereNoFirewallIs() throws InterruptedException {
    List<GapResult> results = GapResult.of(trials(3).make(plans(20, Closing.SERVER)));

    assertThat(results).extracting(GapResult::verdict).containsOnly(GapResult.Verdict.REUSE_WORKS);
  }

  @Test
  void doesNotCallAPathThatIsDeadFromTheFirstUseOnReuse() throws InterruptedException {
    path.deadShare = 0.3;
    Trials trials = trials(3);

    List<GapResult> results = GapResult.of(trials.make(plans(30, Closing.SERVER)));

    assertThat(trials.firstFailures()).isNotEmpty();
    assertThat(results)
        .extracting(GapResult::verdict)
        .doesNotContain(GapResult.Verdict.REUSE_FAILS);
    assertThat(results.get(0).freshFailed()).isPositive();
    assertThat(results.get(0).reusedFailed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void doesNotCallAnOutageReuse(long seed) throws InterruptedException {
    path.outageFrom = path.begin().plusSeconds(20);
    path.outageTo = path.begin().plusSeconds(60);

    List<GapResult> results = GapResult.of(trials(seed).make(plans(40, Closing.SERVER)));

    assertThat(results.get(0).reusedFailed()).isPositive();
    assertThat(results)
        .extracting(GapResult::verdict)
        .doesNotContain(GapResult.Verdict.REUSE_FAILS);
  }

  @Test
  void tellsThatTheClosingSideMatters() throws InterruptedException {
    path.lifetime = closing -> closing == Closing.RESET ? Duration.ZERO : Duration.ofSeconds(20);
    List<TrialPlan> plans = new ArrayList<>(plans(20, Closing.SERVER));

    List<Trial> made = new ArrayList<>(trials(3).make(plans));
    made.addAll(trials(4).make(plans(20, Closing.RESET)));
    List<ClosingComparison> comparisons = ClosingComparison.of(GapResult.of(made));

    assertThat(comparisons).hasSize(2);
    assertThat(comparisons.get(0).matters()).isTrue();
    assertThat(comparisons.get(0).worse().closing()).isEqualTo(Closing.SERVER);
    assertThat(comparisons.get(1).matters()).isFalse();
  }

  @Test
  void usesEachPortForOneTrialOrOneFreshConnectOnly() throws InterruptedException {
    trials(3).make(plans(20, Closing.SERVER));

    assertThat(path.connects.values()).containsOnly(1, 2);
    assertThat(path.connects.values().stream().filter(n -> n == 2)).hasSize(40);
    assertThat(path.connects).hasSize(80);
  }

  @Test
  void neverWaitsLessThanTheGap() throws InterruptedException {
    for (Trial trial : trials(3).make(plans(20, Closing.SERVER))) {
      assertThat(trial.gap()).isGreaterThanOrEqualTo(trial.plan().gap());
    }
  }

  @Test
  void drawsWhichConnectOfAPairComesFirst() throws InterruptedException {
    long reusedFirst =
        trials(3).make(plans(50, Closing.SERVER)).stream()
            .filter(trial -> trial.reused().start().isBefore(trial.fresh().start()))
            .count();

    assertThat(reusedFirst).isBetween(35L, 65L);
  }

  @Test
  void givesUpOnAServiceThatIsNotThere() throws InterruptedException {
    path.deadShare = 1;
    Trials trials = trials(3);

    assertThat(trials.make(plans(20, Closing.SERVER))).isEmpty();
    assertThat(trials.answered()).isFalse();
    assertThat(path.connects.size()).isLessThanOrEqualTo(4);
  }

  @Test
  void pIsThatOfMcNemarsExactTest() throws InterruptedException {
    path.lifetime = closing -> Duration.ofSeconds(20);

    GapResult result =
        GapResult.of(
                trials(3)
                    .make(java.util.Collections.nCopies(12, new TrialPlan(SHORT, Closing.SERVER))))
            .get(0);

    assertThat(result.p()).isEqualTo(Math.pow(0.5, 12), within(1e-12));
  }

  private Trials trials(long seed) {
    return new Trials(
        new Timetable(LIMITS, path, Runnable::run),
        path,
        LIMITS,
        path,
        SourcePorts.of(new PortRange(20_000 + (int) seed * 1000, 40_000), PortSet.NONE, seed),
        seed,
        attempt -> {});
  }

  private static List<TrialPlan> plans(int each, Closing closing) {
    List<TrialPlan> plans = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      plans.add(new TrialPlan(SHORT, closing));
      plans.add(new TrialPlan(LONG, closing));
    }
    return plans;
  }
}
