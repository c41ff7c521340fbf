package io.tuplewatch.selection.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.simulation.KernelPorts;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The probabilities that the filter computes against how often the simulated kernel selects the
 * same ports: the first two of a re-salt window that were seen, every pair of ports counted. Among
 * so many pairs chance alone makes a distance of .01 to .02. How far connects nobody saw move on
 * under random step is a mean over all starts, which in so small a range shows.
 */
class ForwardFilterTest {

  private static final int WINDOWS = 200_000;
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final PortRange RANGE = new PortRange(40_000, 40_039);

  private static final String ROWS =
      """
      sequential             | 40010-40019             | .98 | .02
      sequential             | 40010-40019             | .4  | .02
      sequential             | 40000-40005,40020,40030 | .4  | .02
      random-retry           | 40010-40019             | .98 | .02
      random-retry           | 40010-40019             | .4  | .02
      random-retry           | 40000-40005,40020,40030 | .4  | .02
      random-retry-as-mailed | 40010-40019             | .4  | .03
      random-step=4          | 40010-40019             | .98 | .02
      random-step=4          | 40010-40019             | .4  | .05
      random-step=65535      | 40010-40019             | .98 | .02
      random-step=65535      | 40000-40005,40020,40030 | .4  | .02
      """;

  @Test
  void everyComparedFamilyIsHeldAgainstTheKernel() {
    for (String family : SelectionAlgorithms.families()) {
      assertThat(ROWS).containsPattern("(?m)^" + family + "[ =]");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = ROWS)
  void probabilitiesAreTheShareOfTheSimulatedKernelsChoices(
      String name, String reserved, double seen, double most) {
    PortSpace space = new PortSpace(RANGE, PortSet.parse(reserved));

    double[] simulated = simulated(space, name, seen);
    double[] filtered = filtered(space, name, seen);

    assertThat(distance(simulated, filtered)).isLessThan(most);
    for (String other : new String[] {"sequential", "random-retry", "random-step=65535"}) {
      if (!other.equals(name)) {
        assertThat(distance(simulated, filtered(space, other, seen))).as(other).isGreaterThan(.05);
      }
    }
  }

  /** Of every pair of ports the share of the windows that begin with it. */
  private static double[] simulated(PortSpace space, String name, double seen) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    KernelPorts kernel = new KernelPorts(space, SelectionAlgorithms.named(name), 1, 7);
    double[] pairs = new double[RANGE.size() * RANGE.size()];
    for (int window = 0; window < WINDOWS; window++) {
      int first = nextSeen(kernel, window * WINDOW_NANOS, seen, random);
      int second = nextSeen(kernel, window * WINDOW_NANOS, seen, random);
      pairs[(first - RANGE.low()) * RANGE.size() + second - RANGE.low()] += 1.0 / WINDOWS;
    }
    return pairs;
  }

  private static int nextSeen(KernelPorts kernel, long now, double seen, SplittableRandom random) {
    int port = kernel.choose(0, now);
    while (random.nextDouble() >= seen) {
      port = kernel.choose(0, now);
    }
    return port;
  }

  private static double[] filtered(PortSpace space, String name, double seen) {
    ForwardFilter filter =
        new ForwardFilter(SelectionAlgorithms.named(name).newModel(new CandidateRing(space)), seen);
    double[] pairs = new double[RANGE.size() * RANGE.size()];
    for (int pair = 0; pair < pairs.length; pair++) {
      int first = space.index(RANGE.low() + pair / RANGE.size());
      int second = space.index(RANGE.low() + pair % RANGE.size());
      filter.restart();
      double logarithm =
          filter.add(first, index -> 0, false) + filter.add(second, index -> 0, true);
      pairs[pair] = Math.exp(logarithm);
    }
    return pairs;
  }

  /** Total variation: 0 for equal distributions, 1 for disjoint ones. */
  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / 2;
  }
}
