package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.causes.FailedConnects.NextUse;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An hour with loss, behind a firewall that keeps sessions for three minutes. */
class CauseInferenceTest {

  private static final Duration LIFETIME = Duration.ofMinutes(3);
  private static final IdleBins BINS = new IdleBins(LIFETIME.toNanos());

  private final LabelledHistory history =
      HistoryGenerator.play(
          Setting.quiet(1)
              .losing(.1)
              .retrying(2, Duration.ofSeconds(1))
              .selecting(
                  new Sequential(), new PortSpace(new PortRange(40_000, 40_700), PortSet.NONE))
              .behind(new Firewall(LIFETIME, Firewall.Answer.DROP, .7, true)));

  private final ClassifiedUses uses = ReuseDetector.detect(history.log(), LIFETIME).uses();
  private final ComparedConnects compared = new ComparedConnects(BINS, new Storage(1 << 24));
  private final CauseInference causes = new CauseInference(BINS, compared);
  private final FailedConnects failures = new FailedConnects(BINS);

  CauseInferenceTest() {
    Connect connect = new Connect(uses, LIFETIME.toNanos());
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index).judged()) {
        causes.add(connect.at(index));
        compared.add(connect);
        failures.add(connect);
      }
    }
  }

  @Test
  void whatTheFirewallStoppedIsReuseAndWhatWasLostIsNot() {
    FailurePosteriors posteriors = causes.infer(new UnrecordedUses(BINS, 0));

    List<Double> blocked = new ArrayList<>();
    List<Double> lost = new ArrayList<>();
    for (FailedConnect failure : failures.all()) {
      Attempt attempt = history.attempt(uses.number(failure.index()));
      CausePosterior posterior = posteriors.of(failure.index());
      assertThat(posterior.reuse() + posterior.down() + posterior.unexplained())
          .isBetween(0.0, 1 + 1e-9);
      if (failure.past() != FailedConnect.Past.CENSORED) {
        (attempt.cause() == TrueCause.FIREWALL ? blocked : lost).add(posterior.reuse());
      }
    }
    assertThat(blocked).hasSizeGreaterThan(200);
    assertThat(blocked).filteredOn(p -> p > .9).hasSizeGreaterThan(blocked.size() * 9 / 10);
    assertThat(lost).filteredOn(p -> p > .9).hasSizeLessThan(blocked.size() / 50);
  }

  @Test
  void onlyFailuresOfTheDestinationHaveCauses() {
    FailurePosteriors posteriors = causes.infer(new UnrecordedUses(BINS, 0));
    int worked = 0;
    while (uses.result(worked) != AttemptResult.WORKED) {
      worked++;
    }
    int index = worked;

    assertThatThrownBy(() -> posteriors.of(index)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failuresAreLinkedByTuple() {
    int chains = 0;
    for (FailedConnect failure : failures.all()) {
      FailedConnect previous = failure.previous();
      NextUse next = failures.next(failure);
      assertThat(failure.number()).isEqualTo(failures.all().indexOf(failure));
      if (next != null) {
        assertThat(next.start()).isGreaterThan(failure.start());
      }
      if (previous != null) {
        chains++;
        assertThat(uses.get(previous.index()).use().key())
            .isEqualTo(uses.get(failure.index()).use().key());
        assertThat(Objects.requireNonNull(failures.next(previous)))
            .isEqualTo(new NextUse(false, failure.start(), failure.bin()));
      }
    }
    assertThat(chains).isGreaterThan(5);
  }

  @Test
  void firstUsesThatFailInARowAreCountedTogether() {
    Observations observations = failures.observations();
    int[] fresh = failures.freshAround();
    int row = 0;
    for (int step = 0; step < observations.steps(); step++) {
      FailedConnect failure = observations.failure(step);
      row = failure == null || observations.quick(step) > 0 ? 0 : row;
      row += failure != null && failure.fresh() ? 1 : 0;
      if (failure != null) {
        assertThat(fresh[failure.number()]).isGreaterThanOrEqualTo(row);
      }
    }
  }

  /** One failure that reuse, loss and an outage could have made: Bayes' rule by hand. */
  @Test
  void combinationIsBayesRule() {
    FailedConnect failure = Failures.first(0, 5);
    Observations observations = new Observations();
    observations.worked(0, 2);
    observations.failed(failure);
    HiddenMarkovModel model =
        HiddenMarkovModel.of(observations, FailureMode.NO_ANSWER, new double[] {.01}, Map.of());
    Map<FailureMode, Background> backgrounds = new EnumMap<>(FailureMode.class);
    Background background = Background.of(FailureMode.NO_ANSWER, observations).with(model);
    backgrounds.put(FailureMode.NO_ANSWER, background);
    double dead = .2;
    Models models =
        new Models(
            BINS,
            true,
            backgrounds,
            new ReuseHazards(compared),
            new boolean[FailureMode.COUNT],
            new double[1],
            new double[] {dead});

    Combination combination = Combination.of(List.of(failure), models);

    double down = model.down(failure);
    double alive = background.whileUp(failure);
    double fails = down + (1 - down) * (dead + (1 - dead) * alive);
    assertThat(combination.fails()[0]).isCloseTo(fails, within(1e-12));
    assertThat(combination.posterior(failure, 0).down())
        .isCloseTo(down / fails * (1 - dead), within(1e-12));
    assertThat(combination.posterior(failure, 0).reuse()).isZero();
    assertThat(Combination.of(List.of(failure), models.alive()).fails()[0])
        .isCloseTo(background.chance(failure), within(1e-12));
  }

  /** Tuples that work again just after the lifetime of their first session. */
  @Test
  void triesThatASessionStopsAreToldToCountAsItsPacketsByWhenTuplesWorkAgain() {
    causes.infer(new UnrecordedUses(BINS, 0));
    ReuseHazard hazard = Objects.requireNonNull(causes.hazards().hazard(FailureMode.NO_ANSWER));
    assertThat(hazard.exists()).isGreaterThan(.99);
    Map<FailureMode, Background> backgrounds = new EnumMap<>(FailureMode.class);
    for (FailureMode mode : FailureMode.values()) {
      backgrounds.put(mode, Background.of(mode, failures.observations()));
    }
    int all = failures.all().size();
    double[] censored = new double[all];
    Arrays.fill(censored, .5);
    Models models =
        new Models(
            BINS,
            true,
            backgrounds,
            causes.hazards(),
            new boolean[] {true, true, true},
            censored,
            new double[all]);

    boolean[] refreshes = RefreshTest.of(failures, models, Combination.of(failures.all(), models));

    assertThat(refreshes[FailureMode.NO_ANSWER.column()]).isTrue();
  }
}
