package io.tuplewatch.selection.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomRetryTest {

  /** Ports, retries and failures of as many searches by the model and by the reference. */
  @Test
  void theJumpOverReservedLandingsHasTheDistributionOfTakingThemOneByOne() {
    RandomSpaces random = new RandomSpaces(17);
    int searches = 20_000;
    int compared = 0;
    while (compared < 60) {
      PortSpace space = random.space();
      SelectionAlgorithm algorithm =
          random.below(2) == 0 ? new RandomRetry() : new RandomRetryAsMailed();
      ReferenceModel reference = new ReferenceModel(space, algorithm.name());
      int offset = reference.offset(random.below(1 << 20));
      int start = offset / space.step();
      Candidates candidates = space.newCandidates();
      if (candidates.isFree(start)) {
        continue;
      }
      compared++;
      SelectionAlgorithm.Search search = algorithm.in(space);
      Selection selection = new Selection();
      Map<String, int[]> counts = new HashMap<>();
      for (int n = 0; n < searches; n++) {
        boolean found = search.select(candidates, start, Draws.key(compared, n), selection);
        String outcome =
            found ? space.port(selection.index()) + " " + selection.retries() : "failed";
        counts.computeIfAbsent(outcome, o -> new int[2])[0]++;
        found = reference.select(offset, new KeyedDraws(Draws.key(~compared, n)));
        outcome = found ? reference.port + " " + reference.refused : "failed";
        counts.computeIfAbsent(outcome, o -> new int[2])[1]++;
      }
      assertSameDistribution(counts, "%s in %s".formatted(algorithm.name(), space.range()));
    }
  }

  /** Two-sample chi-square over the outcomes seen often enough; the rest pooled. */
  private static void assertSameDistribution(Map<String, int[]> counts, String at) {
    int[] rare = new int[2];
    double chiSquare = 0;
    int cells = 0;
    for (int[] pair : counts.values()) {
      if (pair[0] + pair[1] < 20) {
        rare[0] += pair[0];
        rare[1] += pair[1];
      } else {
        chiSquare += squares(pair);
        cells++;
      }
    }
    if (rare[0] + rare[1] >= 20) {
      chiSquare += squares(rare);
      cells++;
    }
    int freedom = Math.max(1, cells - 1);
    assertThat(chiSquare).as(at).isLessThan(freedom + 6 * Math.sqrt(2.0 * freedom) + 6);
  }

  private static double squares(int[] pair) {
    double difference = pair[0] - pair[1];
    return difference * difference / (pair[0] + pair[1]);
  }

  @Test
  void theNumberOfReservedLandingsInARowIsGeometricToTheLastBit() {
    int[][] shares = {{16_381, 56_500}, {500, 1000}, {999, 1000}, {56_499, 56_500}, {0, 10}};
    for (int[] share : shares) {
      RetryLandings landings = landings(share[0], share[1]);
      BigDecimal reserved =
          new BigDecimal(share[0]).divide(new BigDecimal(share[1]), new MathContext(60));
      BigDecimal atLeast = BigDecimal.ONE;
      for (int k = 1; k <= 40; k++) {
        atLeast = atLeast.multiply(reserved);
        BigDecimal modelled = BigDecimal.valueOf(landings.atLeast(k));
        BigDecimal exact = atLeast.multiply(new BigDecimal(2).pow(63));
        assertThat(exact.subtract(modelled).abs())
            .as("%d reserved landings or more of %s", k, share)
            .isLessThanOrEqualTo(BigDecimal.valueOf(1));
      }
    }
  }

  @Test
  void theTableOfCellsAgreesWithTheSearchEverywhere() {
    for (int[] share : new int[][] {{16_381, 56_500}, {500, 1000}, {999, 1000}, {3, 1000}}) {
      RetryLandings landings = landings(share[0], share[1]);
      for (long key = 0; key < 50_000; key++) {
        long uniform = Draws.mix(key) >>> 1;
        int expected = 0;
        while (uniform < landings.atLeast(expected + 1)) {
          expected++;
        }
        assertThat(landings.reservedInARow(key)).isEqualTo(expected);
      }
    }
  }

  /** So many draws, the first of which land on reserved ports. */
  private static RetryLandings landings(int reserved, int draws) {
    PortRange range = new PortRange(1, draws);
    PortSet ports = reserved == 0 ? PortSet.NONE : PortSet.parse("1-" + reserved);
    PortSpace space = new PortSpace(range, ports, PortSet.NONE, 1);
    return new RetryLandings(space, drawn -> drawn);
  }

  @Test
  void randomRetryIsUniformOverTheFreePortsOfItsParity() {
    Map<Integer, Integer> counts = landings(new RandomRetry());
    assertThat(counts.keySet()).allMatch(port -> port % 2 == 0);
    assertUniform(counts, 15);
  }

  @Test
  void randomRetryAsMailedIsUniformOverTheFreePortsOfBothParities() {
    Map<Integer, Integer> counts = landings(new RandomRetryAsMailed());
    assertThat(counts.keySet()).anyMatch(port -> port % 2 == 1).anyMatch(port -> port % 2 == 0);
    assertUniform(counts, 30);
  }

  /** How often each port is chosen from a start that is reserved. */
  private static Map<Integer, Integer> landings(SelectionAlgorithm algorithm) {
    PortSpace space = new PortSpace(new PortRange(1000, 1049), PortSet.parse("1010-1029"));
    SelectionAlgorithm.Search search = algorithm.in(space);
    Candidates candidates = space.newCandidates();
    Selection selection = new Selection();
    Map<Integer, Integer> counts = new HashMap<>();
    for (int n = 0; n < 300_000; n++) {
      assertThat(search.select(candidates, 8, Draws.key(3, n), selection)).isTrue();
      counts.merge(space.port(selection.index()), 1, Integer::sum);
    }
    return counts;
  }

  private static void assertUniform(Map<Integer, Integer> counts, int ports) {
    assertThat(counts).hasSize(ports);
    double expected = 300_000.0 / ports;
    double chiSquare =
        counts.values().stream().mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    assertThat(chiSquare).isLessThan(ports - 1 + 5 * Math.sqrt(2.0 * (ports - 1)));
  }

  @Test
  void randomRetryPassesBoundPortsOneByOne() {
    PortSpace space =
        new PortSpace(new PortRange(1000, 1999), PortSet.NONE, PortSet.parse("1200-1799"), 2);
    Selection selection = new Selection();
    boolean found = new RandomRetry().in(space).select(space.newCandidates(), 150, 1, selection);
    assertThat(found).isTrue();
    assertThat(space.port(selection.index())).isEqualTo(1800);
    assertThat(selection.steps()).isEqualTo(250);
  }

  @Test
  void randomRetryCanFailWhileAPortIsFree() {
    PortSpace space = new PortSpace(new PortRange(1000, 1999), PortSet.parse("1000-1997,1999"));
    SelectionAlgorithm.Search search = new RandomRetry().in(space);
    Selection selection = new Selection();
    Set<Boolean> outcomes = new HashSet<>();
    for (int k = 0; k < 100; k++) {
      outcomes.add(search.select(space.newCandidates(), 250, Draws.key(1, k), selection));
    }
    assertThat(outcomes).containsExactlyInAnyOrder(true, false);
  }
}
