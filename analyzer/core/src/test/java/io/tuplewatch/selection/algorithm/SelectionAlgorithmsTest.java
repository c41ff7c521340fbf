package io.tuplewatch.selection.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the registry promises of every algorithm, the next one included. */
class SelectionAlgorithmsTest {

  private static final CandidateRing RING =
      new CandidateRing(new PortSpace(new PortRange(40_000, 40_039), PortSet.parse("40010-40019")));

  @ParameterizedTest
  @CsvSource({
    "-1, -1, sequential",
    "0, 0, sequential",
    "0, 1, random-retry",
    "1000, 0, random-step=1000",
    "70000, 0, random-step=65535",
    "128, 1, random-step=128",
  })
  void sysctlsSelectOneAlgorithm(int stepWidth, int retryRandom, String algorithm) {
    ToIntFunction<String> sysctls =
        name ->
            Map.of("ip_local_port_step_width", stepWidth, "ip_retry_random_port", retryRandom)
                .getOrDefault(name, -1);

    assertThat(SelectionAlgorithms.configuredBy(sysctls).name()).isEqualTo(algorithm);
  }

  @Test
  void familiesAreDistinctAndTheFirstIsWhatAKernelDoesWithoutSysctls() {
    assertThat(SelectionAlgorithms.all())
        .extracting(SelectionAlgorithm::family)
        .doesNotHaveDuplicates()
        .startsWith(new Sequential().family());
    assertThat(SelectionAlgorithms.all().get(0).sysctl()).isNull();
  }

  @Test
  void everyAlgorithmAndWhatAsksForItIsDocumented() throws IOException {
    String options = Files.readString(Path.of("../../docs/simulate.md"));
    String whatIfs = Files.readString(Path.of("../../docs/check.md"));
    for (SelectionAlgorithm each : SelectionAlgorithms.all()) {
      assertThat(options).contains("`" + each.synopsis() + "`:");
      if (each.change() != null) {
        String[] change = each.change().split("=", -1);
        assertThat(whatIfs)
            .containsPattern(
                "(?m)^\\| `" + change[0] + "=(.*`)?" + change[1].replace("W", "\\d+") + "`");
      }
    }
  }

  @Test
  void everyComparedAlgorithmHasAHypothesisAboutObservedPorts() {
    for (SelectionAlgorithm each : SelectionAlgorithms.compared()) {
      assertThat(each.hypotheses(RING, -1)).as(each.name()).isNotEmpty();
      assertThat(each.hypotheses(RING, -1))
          .allMatch(hypothesis -> hypothesis.logPrior() <= 0)
          .allMatch(
              hypothesis ->
                  SelectionAlgorithms.named(hypothesis.name()).family().equals(each.family()));
    }
  }

  @Test
  void everyChangeThatAWhatIfCanAskForIsUnderstood() {
    for (SelectionAlgorithm each : SelectionAlgorithms.all()) {
      String change = each.change();
      if (change != null) {
        String[] parts = change.replace("=W", "=17").split("=", 2);
        assertThat(SelectionAlgorithms.changedTo(parts[0], parts[1]))
            .extracting(SelectionAlgorithm::family)
            .isEqualTo(each.family());
        assertThat(SelectionAlgorithms.changes())
            .contains(change.substring(change.indexOf('=') + 1));
        assertThat(SelectionAlgorithms.changedTo(parts[0], "off")).isInstanceOf(Sequential.class);
      }
    }
    assertThat(SelectionAlgorithms.changedTo("range", "1-2")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "step"})
  void aValueThatNoAlgorithmKnowsIsRefused(String name) {
    for (String value : List.of("", "x", "-1", "0", "65536", "999999")) {
      assertThatThrownBy(() -> SelectionAlgorithms.changedTo(name, value))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void anAlgorithmWhosePortsAnotherAlsoMakesIsAskedForByNameOnly() {
    assertThat(SelectionAlgorithms.families()).doesNotContain("random-step-uncapped");
    assertThat(SelectionAlgorithms.named("random-step-uncapped"))
        .isInstanceOf(UncappedRandomStep.class);
    assertThat(SelectionAlgorithms.changedTo("step", "uncapped"))
        .isInstanceOf(UncappedRandomStep.class);
  }

  @Test
  void anUnregisteredFamilyIsNotTakenForAnother() {
    assertThatThrownBy(() -> SelectionAlgorithms.named("sequential=3"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SelectionAlgorithms.shareSysctl("sequential-ish", "sequential"))
        .isInstanceOf(IllegalStateException.class);
  }
}
