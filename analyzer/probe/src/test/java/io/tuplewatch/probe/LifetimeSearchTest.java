package io.tuplewatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeSearchTest {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Limits LIMITS = new Limits(5, 20, 100_000, Duration.ofDays(1000));

  private final SimulatedPath path = new SimulatedPath(7);
  private final Trials trials =
      new Trials(
          new Timetable(LIMITS, path, Runnable::run),
          path,
          LIMITS,
          path,
          SourcePorts.of(new PortRange(20_000, 40_000), PortSet.NONE, 1),
          1,
          attempt -> {});

  @Test
  void bracketsEveryLifetimeWithinAFifthInTheTriesItSaid() throws InterruptedException {
    Random random = new Random(3);
    int fewest = LifetimeSearch.fewestTries(SHORTEST, LONGEST);
    for (int i = 0; i < 200; i++) {
      Duration lifetime = Duration.ofMillis((long) (1200 * Math.pow(5900, random.nextDouble())));
      path.lifetime = closing -> lifetime;

      LifetimeSearch.Bracket bracket = search().find();

      assertThat(bracket.sharp()).isTrue();
      assertThat(bracket.failed()).isLessThanOrEqualTo(lifetime);
      assertThat(bracket.worked()).isGreaterThanOrEqualTo(lifetime);
      assertThat(bracket.worked().toMillis())
          .isLessThan((long) (1.2 * bracket.failed().toMillis()));
      assertThat(bracket.trials())
          .hasSizeLessThanOrEqualTo(LifetimeSearch.expectedTries(SHORTEST, LONGEST));
      assertThat((double) bracket.trials().size()).isLessThanOrEqualTo(1.5 * fewest);
    }
  }

  @Test
  void needsAsManyTriesAsAnyMethodMust() {
    assertThat(LifetimeSearch.fewestTries(SHORTEST, SHORTEST)).isEqualTo(1);
    assertThat(LifetimeSearch.fewestTries(SHORTEST, LONGEST)).isEqualTo(7);
  }

  @Test
  void saysThatNothingFailedWhereNothingDid() throws InterruptedException {
    LifetimeSearch.Bracket bracket = search().find();

    assertThat(bracket.failed()).isNull();
    assertThat(bracket.worked()).isNotNull();
  }

  @Test
  void saysThatNothingWorkedWhereSessionsAreKeptForLonger() throws InterruptedException {
    path.lifetime = closing -> Duration.ofDays(5);

    LifetimeSearch.Bracket bracket = search().find();

    assertThat(bracket.worked()).isNull();
    assertThat(bracket.failed()).isGreaterThanOrEqualTo(LONGEST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsWhetherABlockedConnectRestartsTheTimer(boolean restarts) throws InterruptedException {
    path.restarts = restarts;
    path.lifetime = closing -> Duration.ofSeconds(350);
    LifetimeSearch.Bracket bracket = search().find();

    RestartTest test = RestartTest.make(trials, Closing.SERVER, bracket.failed(), bracket.worked());

    assertThat(test.answer())
        .isEqualTo(restarts ? RestartTest.Answer.RESTARTS : RestartTest.Answer.DOES_NOT_RESTART);
  }

  private LifetimeSearch search() {
    return new LifetimeSearch(trials, Closing.SERVER, SHORTEST, LONGEST);
  }
}
