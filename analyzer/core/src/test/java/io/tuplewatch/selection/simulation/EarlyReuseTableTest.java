package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The share of connects whose four-tuple was closed less than 60 minutes before, against an earlier
 * simulation written in another language; the client closes first, Poisson arrivals.
 */
class EarlyReuseTableTest {

  @ParameterizedTest
  @CsvSource({
    "32768-60999, none,   sequential,        .0253, .2219, .9262, 1",
    "32768-60999, none,   random-retry,      .0254, .2228, .9270, 1",
    "32768-60999, none,   random-step=65535, .0256, .2183, .9270, 1",
    "32768-60999, simple, sequential,        .362,  .503,  .961,  1",
    "32768-60999, simple, random-retry,      .039,  .327,  .985,  1",
    "32768-60999, simple, random-step=65535, .039,  .326,  .984,  1",
    "32768-60999, simple, random-step=1000,  .082,  .441,  .966,  1",
    "9000-65499,  none,   sequential,        .012,  .12,   .72,   1",
    "9000-65499,  simple, sequential,        .227,  .330,  .821,  1",
    "9000-65499,  simple, random-retry,      .018,  .164,  .837,  1",
    "9000-65499,  simple, random-step=65535, .017,  .165,  .838,  1",
    "9000-65499,  simple, random-step=1000,  .038,  .256,  .824,  1",
  })
  void earlyReuseByRate(
      String range, String reserved, String algorithm, double a, double b, double c, double d) {
    List<Double> expected = List.of(a, b, c, d);
    List<Scenario> scenarios =
        Presets.earlyReuse(
            PortRange.parse(range),
            reserved.equals("none") ? PortSet.NONE : Presets.simpleReservedPorts());
    for (int i = 0; i < 4; i++) {
      SimulationResult result =
          Simulation.run(scenarios.get(i), SelectionAlgorithms.named(algorithm), 1, ignored -> {});
      assertThat(result.earlyReuseShare())
          .as("%s, %s reserved, %s, rate %d", range, reserved, algorithm, i)
          .isCloseTo(expected.get(i), within(expected.get(i) < .05 ? .003 : .015));
    }
  }
}
