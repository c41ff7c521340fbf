package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.Trace;
import io.tuplewatch.selection.algorithm.BindToZero;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The model against kernels that tell nothing but the port: as distributions. */
class HostTraceTest {

  private static final int SEEDS = 20;

  @Test
  void withoutUnavailablePortsTheStartMovesOnByTwoToSixteenUniformly() {
    Trace trace = Trace.read("host_A8_nores_slow20");
    int[] moves = new int[8];
    int others = 0;
    List<Trace.Row> rows = trace.rows();
    for (int n = 1; n < rows.size(); n++) {
      int moved = Math.floorMod(rows.get(n).port() - rows.get(n - 1).port(), trace.space().span());
      if (moved >= 2 && moved <= 16) {
        moves[moved / 2 - 1]++;
      } else {
        others++;
      }
    }
    double expected = (rows.size() - 1 - others) / 8.0;
    double chiSquare = 0;
    for (int count : moves) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).as("chi-square, 7 degrees of freedom").isLessThan(29.9);
    double windows = (rows.get(rows.size() - 1).nanos() - rows.get(0).nanos()) / 1e10;
    assertThat((double) others).as("one jump per re-salt").isCloseTo(windows, within(3.0));
  }

  @Test
  void thePortBehindTheBlockIsAsHotAsTheModelSays() {
    Trace trace = Trace.read("host_A4_simple_rst_2k");
    Map<Integer, Integer> observed = uses(trace);
    double[] share = new double[2];
    double count = trace.rows().size();
    share[0] = observed.get(40404) / count;
    double squares = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      PortUse use = replay(trace, ConnectionEnd.remote(), seed).use();
      double of = use.uses(40404) / count;
      share[1] += of / SEEDS;
      squares += of * of / SEEDS;
    }
    double deviation = Math.sqrt(squares - share[1] * share[1]);
    assertThat(share[0]).isCloseTo(share[1], within(4 * deviation + 1 / count));
    assertThat(observed.keySet()).allMatch(port -> port % 2 == 0);
  }

  @Test
  void aNarrowRangeUnderTimeWaitTakeoverFailsAsOftenAndOverflowsToOddPortsAsMuch() {
    Trace trace = Trace.read("host_A6_narrow2000_tw");
    ConnectionEnd takeover =
        new ConnectionEnd(
            Duration.ZERO,
            true,
            ConnectionEnd.TIME_WAIT,
            ConnectionEnd.takeover(2, true, ConnectionEnd.TAKEOVER_DELAY));
    long failures =
        trace.rows().stream().filter(row -> row.outcome() == Trace.ADDRESS_NOT_AVAILABLE).count();
    long odd = trace.rows().stream().filter(row -> row.port() % 2 == 1).count();
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulationResult result = replay(trace, takeover, seed);
      long modelledOdd = 0;
      for (int port = 33001; port <= 34999; port += 2) {
        modelledOdd += result.use().uses(port);
      }
      assertThat((double) result.failures()).isCloseTo((double) failures, withinPercentage(5));
      assertThat((double) modelledOdd).isCloseTo((double) odd, withinPercentage(1));
    }
  }

  @Test
  void bindToPortZeroTakesOddPortsFromAnywhere() {
    Trace trace = Trace.read("host_A12_bind0_odd");
    Map<Integer, Integer> observed = uses(trace);
    int[] modelled = new int[65536];
    PortSpace space = trace.space();
    SelectionAlgorithm.Search search = new BindToZero().in(space);
    Candidates candidates = space.newCandidates();
    Selection selection = new Selection();
    int count = trace.rows().size();
    for (int n = 0; n < count; n++) {
      search.select(candidates, 0, Draws.key(1, n), selection);
      modelled[space.port(selection.index())]++;
    }
    assertThat(observed.keySet()).allMatch(port -> port % 2 == 1);
    double blockShare = 5201.0 / 28250;
    double deviation = Math.sqrt(count * blockShare * (1 - blockShare));
    assertThat((double) observed.get(40403))
        .isCloseTo(modelled[40403], within(4 * Math.sqrt(2) * deviation));
  }

  private static SimulationResult replay(Trace trace, ConnectionEnd end, long seed) {
    long[] times = trace.rows().stream().mapToLong(Trace.Row::nanos).toArray();
    Scenario scenario =
        new Scenario(
            trace.space(),
            0,
            1,
            new Arrivals.GivenTimes(times),
            end,
            Scenario.FIREWALL_TIMEOUT,
            Duration.ZERO,
            times.length);
    return Simulation.run(scenario, new Sequential(), seed, ignored -> {});
  }

  private static Map<Integer, Integer> uses(Trace trace) {
    Map<Integer, Integer> uses = new HashMap<>();
    trace.rows().forEach(row -> uses.merge(row.port(), 1, Integer::sum));
    return uses;
  }
}
