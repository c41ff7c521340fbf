package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.algorithm.KeyedDraws;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.RandomSpaces;
import io.tuplewatch.selection.algorithm.ReferenceModel;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Duration W = Duration.ofMinutes(1);

  @Test
  void everyFigureEqualsThatOfAPlainReplay() {
    RandomSpaces random = new RandomSpaces(21);
    long failures = 0;
    long earlyReuses = 0;
    for (int n = 0; n < 3000; n++) {
      Scenario scenario = scenario(random);
      SelectionAlgorithm algorithm = random.algorithm();
      long[] times = times(random);
      ReferenceSimulation expected = new ReferenceSimulation(scenario, algorithm, n, times);
      SimulationResult actual =
          Simulation.run(
              with(scenario, new Arrivals.GivenTimes(times)), algorithm, n, ignored -> {});

      String at = "scenario " + n + ": " + algorithm.name();
      assertThat(actual.selections()).as(at).isEqualTo(times.length);
      assertThat(actual.retries()).as(at).isEqualTo(expected.retries);
      assertThat(actual.longestRetrySequence()).as(at).isEqualTo(expected.longest);
      assertThat(actual.failures()).as(at).isEqualTo(expected.failures);
      assertThat(actual.earlyReuses()).as(at).isEqualTo(expected.earlyReuses);
      PortRange range = scenario.space().range();
      for (int port = range.low(); port <= range.high(); port++) {
        assertThat(actual.use().uses(port)).as(at).isEqualTo(expected.uses.getOrDefault(port, 0));
      }
      failures += actual.failures();
      earlyReuses += actual.earlyReuses();
    }
    assertThat(failures).isPositive();
    assertThat(earlyReuses).isPositive();
  }

  private static Scenario scenario(RandomSpaces random) {
    return new Scenario(
        random.space(),
        0,
        1 + random.below(3),
        new Arrivals.AsFastAsPossible(),
        new ConnectionEnd(
            Duration.ofMillis(random.below(3) * 700L),
            random.below(2) == 0,
            Duration.ofSeconds(random.below(20)),
            random.below(2) == 0 ? Duration.ofSeconds(1) : ConnectionEnd.NEVER),
        Duration.ofSeconds(random.below(30)),
        Duration.ZERO,
        1000);
  }

  private static long[] times(RandomSpaces random) {
    long[] times = new long[1 + random.below(60)];
    long now = 0;
    for (int i = 0; i < times.length; i++) {
      now += random.below(1000) * 1_000_000L * random.below(4);
      times[i] = now;
    }
    return times;
  }

  private static Scenario with(Scenario scenario, Arrivals arrivals) {
    return new Scenario(
        scenario.space(),
        scenario.inUse(),
        scenario.destinations(),
        arrivals,
        scenario.end(),
        scenario.firewallTimeout(),
        scenario.warmUp(),
        scenario.selections());
  }

  @Test
  void aBurstEqualsAsManyConnectsAtOneMoment() {
    RandomSpaces random = new RandomSpaces(8);
    for (int n = 0; n < 300; n++) {
      PortSpace space = random.space();
      SelectionAlgorithm algorithm = random.algorithm();
      Scenario burst =
          new Scenario(
              space,
              random.below(space.available() + 1),
              1,
              new Arrivals.AsFastAsPossible(),
              ConnectionEnd.remote(),
              W,
              Duration.ZERO,
              500);
      SimulationResult fast = Simulation.run(burst, algorithm, n, ignored -> {});
      SimulationResult timed =
          Simulation.run(
              with(burst, new Arrivals.GivenTimes(new long[500])), algorithm, n, ignored -> {});
      assertThat(fast)
          .usingRecursiveComparison()
          .as("space %d: %s", n, algorithm.name())
          .isEqualTo(timed);
    }
  }

  @Test
  void aBurstFindsItsWayAroundTheOverflowOfThe32BitSum() {
    PortSpace space = new PortSpace(new PortRange(9000, 9046), PortSet.parse("9010-9021"));
    ReferenceModel reference = new ReferenceModel(space, "sequential");
    long sum = (1L << 32) - 5000;
    SelectionCounts tally = new SelectionCounts(space);
    new FixedCandidatesRun(
            space,
            sum,
            new Sequential().in(space),
            space.newCandidates(),
            new SelectionDraws(1),
            tally)
        .connect(2000);

    int[] expected = new int[space.range().size()];
    SelectionDraws draws = new SelectionDraws(1);
    for (int n = 0; n < 2000; n++) {
      reference.select(reference.offset(sum), new KeyedDraws(draws.search(n)));
      expected[reference.port - 9000]++;
      sum = (sum + reference.increment(draws.move(n))) % (1L << 32);
    }
    assertThat(sum).as("it did overflow").isLessThan(100_000);
    PortUse use = tally.result("sequential", 1).use();
    for (int port = 9000; port <= 9046; port++) {
      assertThat(use.uses(port)).isEqualTo(expected[port - 9000]);
    }
  }

  @Test
  void connectionsInUseTakeTheirPortsOut() {
    PortSpace space = new PortSpace(new PortRange(1000, 1099), PortSet.parse("1000-1009"));
    Scenario scenario =
        new Scenario(
            space,
            60,
            2,
            new Arrivals.AsFastAsPossible(),
            ConnectionEnd.remote(),
            W,
            Duration.ZERO,
            20_000);
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
      SimulationResult result = Simulation.run(scenario, algorithm, 1, ignored -> {});
      assertThat(result.use().portsUsed()).isBetween(30, 60);
      boolean mayFailWithFreePorts = algorithm.name().startsWith("random-retry");
      assertThat(result.failures()).isLessThan(mayFailWithFreePorts ? 1000 : 1);
    }
  }

  @Test
  void aFullSpaceFailsEveryConnectAndSaysSo() {
    PortRange range = new PortRange(1000, 1099);
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
      for (PortSpace space :
          new PortSpace[] {
            new PortSpace(range, PortSet.parse("0-65535")),
            new PortSpace(range, PortSet.NONE, PortSet.parse("900-1100"), 2)
          }) {
        SimulationResult result =
            Simulation.run(poisson(space, 10, 5000, Duration.ZERO), algorithm, 1, ignored -> {});
        assertThat(result.failures()).isEqualTo(5000);
        assertThat(result.use().total()).isZero();
        assertThat(result.retries()).isEqualTo(100 * 5000);
        assertThat(result.earlyReuseShare()).isZero();
      }
    }
  }

  @Test
  void moreConnectsThanPortsInTimeWaitCanHoldFail() {
    PortSpace space = new PortSpace(new PortRange(33000, 33999), PortSet.NONE);
    SimulationResult result =
        Simulation.run(
            poisson(space, 50, 100_000, Duration.ofMinutes(2)), new Sequential(), 1, ignored -> {});
    double share = (double) result.failures() / result.selections();
    assertThat(share).isBetween(1 - 1000 / 60.0 / 50 - 0.01, 1 - 1000 / 60.0 / 50 + 0.01);
  }

  private static Scenario poisson(PortSpace space, double rate, long selections, Duration warmUp) {
    return new Scenario(
        space, 0, 1, new Arrivals.Poisson(rate), ConnectionEnd.local(), W, warmUp, selections);
  }

  @Test
  void progressCountsEveryConnectOnceWarmUpIncluded() {
    PortSpace space = new PortSpace(PortRange.LINUX_DEFAULT, PortSet.NONE);
    AtomicLong connects = new AtomicLong();
    Simulation.run(
        with(poisson(space, 1, 300_000, Duration.ofSeconds(1000)), new Arrivals.FixedRate(10)),
        new Sequential(),
        1,
        connects::addAndGet);
    assertThat(connects).hasValue(300_000 + 9_999);
    connects.set(0);
    Simulation.run(Presets.seed(), new Sequential(), 1, connects::addAndGet);
    assertThat(connects).hasValue(10_000_000);
  }

  @Test
  void theTimelineMayEndBeforeTheSelectionsDo() {
    PortSpace space = new PortSpace(PortRange.LINUX_DEFAULT, PortSet.NONE);
    Scenario scenario =
        with(poisson(space, 1, 50, Duration.ZERO), new Arrivals.GivenTimes(0, 1, 2));
    assertThat(Simulation.run(scenario, new Sequential(), 1, ignored -> {}).selections())
        .isEqualTo(3);
  }

  @Test
  void arrivalsKeepTheirRate() {
    assertThat(lastOf(new Arrivals.FixedRate(4), 1000)).isEqualTo(250_000_000_000L);
    assertThat(lastOf(new Arrivals.Poisson(4), 1_000_000) / 1e9).isBetween(249_000.0, 251_000.0);
    assertThat(lastOf(new Arrivals.AsFastAsPossible(), 1000)).isZero();
  }

  @Test
  void arrivalsEndBeforeTimesOverflow() {
    for (Arrivals arrivals :
        new Arrivals[] {new Arrivals.FixedRate(1e-7), new Arrivals.Poisson(1e-7)}) {
      Arrivals.Times times = arrivals.times(new Draws(1));
      long last = 0;
      int count = 0;
      for (long next = times.next(); next != Arrivals.Times.NONE; next = times.next()) {
        assertThat(next).isBetween(last, Arrivals.Times.LAST);
        last = next;
        count++;
      }
      assertThat(count).isBetween(200, 450);
    }
    assertThatThrownBy(() -> new Arrivals.GivenTimes(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long lastOf(Arrivals arrivals, int count) {
    Arrivals.Times times = arrivals.times(new Draws(1));
    long last = 0;
    for (int n = 0; n < count; n++) {
      last = times.next();
    }
    return last;
  }

  @Test
  void tcpTwReuseOneTakesOverEverywhereTwoOnLoopbackOnly() {
    Duration delay = Duration.ofMillis(1500);
    assertThat(ConnectionEnd.takeover(0, true, delay)).isEqualTo(ConnectionEnd.NEVER);
    assertThat(ConnectionEnd.takeover(1, false, delay)).isEqualTo(delay);
    assertThat(ConnectionEnd.takeover(2, false, delay)).isEqualTo(ConnectionEnd.NEVER);
    assertThat(ConnectionEnd.takeover(2, true, delay)).isEqualTo(delay);
    assertThatThrownBy(() -> ConnectionEnd.takeover(3, true, delay))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void impossibleScenariosAreRefused() {
    PortSpace space = new PortSpace(new PortRange(1000, 1099), PortSet.parse("1000-1049"));
    Arrivals none = new Arrivals.AsFastAsPossible();
    ConnectionEnd end = ConnectionEnd.local();
    Duration zero = Duration.ZERO;
    assertThatThrownBy(() -> new Scenario(space, 51, 1, none, end, W, zero, 1))
        .hasMessage("51 connections in use do not fit the 50 available ports");
    assertThatThrownBy(() -> new Scenario(space, 0, 257, none, end, W, zero, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scenario(space, 0, 1, none, end, W, zero, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scenario(space, 0, 1, none, end, W.negated(), zero, 1))
        .isInstanceOf(IllegalArgumentException.class);
    for (double rate : new double[] {0, -1, Double.NaN, 1e7}) {
      assertThatThrownBy(() -> new Arrivals.Poisson(rate))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Arrivals.GivenTimes(0, 5, 4)).hasMessageContaining("time 3");
  }

  @Test
  void theSameSeedGivesTheSameResultAndAnotherDoesNot() {
    PortSpace space = new PortSpace(PortRange.LINUX_DEFAULT, PortSet.parse("40000-42000"));
    Scenario scenario = poisson(space, 3, 20_000, Duration.ofMinutes(1));
    long[] retries = new long[3];
    Arrays.setAll(
        retries, n -> Simulation.run(scenario, new RandomRetry(), n / 2, ignored -> {}).retries());
    assertThat(retries[0]).isEqualTo(retries[1]).isNotEqualTo(retries[2]);
  }
}
