package io.tuplewatch.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionAlgorithmTest {

  private static final int SPACES = 20_000;
  private static final int SELECTIONS = 12;

  @Test
  void everySelectionEqualsTheReferenceModelsOnTheSameDraws() {
    RandomSpaces random = new RandomSpaces(1);
    int failures = 0;
    int secondPasses = 0;
    for (int n = 0; n < SPACES; n++) {
      PortSpace space = random.space();
      SelectionAlgorithm algorithm = random.algorithm();
      ReferenceModel reference = new ReferenceModel(space, algorithm.name());
      SelectionAlgorithm.Search search = algorithm.in(space);
      Candidates candidates = space.newCandidates();
      Selection selection = new Selection();
      for (int k = 0; k < SELECTIONS; k++) {
        int start = reference.offset(random.below(1 << 20));
        long seed = ((long) n << 8) + k;
        boolean found = search.select(candidates, start, new Draws(seed), selection);
        boolean expected = reference.select(start, new Draws(seed));

        String at = "space %d, selection %d: %s".formatted(n, k, algorithm.name());
        assertThat(found).as(at).isEqualTo(expected);
        assertThat(selection.retries()).as(at).isEqualTo(reference.refused);
        if (found) {
          assertThat(selection.port()).as(at).isEqualTo(reference.port);
          assertThat(selection.counter()).as(at).isEqualTo(reference.i);
          secondPasses += selection.retries() * space.step() > selection.counter() ? 1 : 0;
        } else {
          failures++;
        }
        if (found && random.below(2) == 0) {
          candidates.take(selection.port());
          reference.makeUnavailable(selection.port());
        }
      }
    }
    assertThat(failures).isGreaterThan(SPACES / 100);
    assertThat(secondPasses).isGreaterThan(SPACES / 100);
  }

  @Test
  void fullSizeSpacesEqualTheReferenceModelToo() {
    for (PortRange range :
        List.of(new PortRange(1, 65535), new PortRange(9000, 65499), new PortRange(32768, 60998))) {
      PortSpace space = new PortSpace(range, Presets.simpleReservedPorts());
      for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
        ReferenceModel reference = new ReferenceModel(space, algorithm.name());
        SelectionAlgorithm.Search search = algorithm.in(space);
        Candidates candidates = space.newCandidates();
        Selection selection = new Selection();
        Draws starts = new Draws(7);
        for (int k = 0; k < 200; k++) {
          int start = reference.offset(starts.next() >>> 32);
          assertThat(search.select(candidates, start, new Draws(k), selection)).isTrue();
          assertThat(reference.select(start, new Draws(k))).isTrue();
          assertThat(selection.port()).isEqualTo(reference.port);
          assertThat(selection.counter()).isEqualTo(reference.i);
          assertThat(selection.retries()).isEqualTo(reference.refused);
        }
      }
    }
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
    Draws draws = new Draws(3);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int n = 0; n < 300_000; n++) {
      assertThat(search.select(candidates, 16, draws, selection)).isTrue();
      counts.merge(selection.port(), 1, Integer::sum);
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
  void randomStepWalksOverBoundPortsAsOverReservedOnes() {
    PortRange range = new PortRange(1000, 1999);
    PortSet block = PortSet.parse("1200-1799");
    PortSpace reserved = new PortSpace(range, block);
    PortSpace bound = new PortSpace(range, PortSet.NONE, block, 2);
    Selection first = new Selection();
    Selection second = new Selection();
    for (int k = 0; k < 500; k++) {
      SelectionAlgorithm step = new RandomStep(65535);
      step.in(reserved).select(reserved.newCandidates(), 2 * k, new Draws(k), first);
      step.in(bound).select(bound.newCandidates(), 2 * k, new Draws(k), second);
      assertThat(first.port()).isEqualTo(second.port());
    }
  }

  @Test
  void randomRetryPassesBoundPortsOneByOne() {
    PortSpace space =
        new PortSpace(new PortRange(1000, 1999), PortSet.NONE, PortSet.parse("1200-1799"), 2);
    Selection selection = new Selection();
    boolean found =
        new RandomRetry().in(space).select(space.newCandidates(), 300, new Draws(1), selection);
    assertThat(found).isTrue();
    assertThat(selection.port()).isEqualTo(1800);
    assertThat(selection.counter()).isEqualTo(500);
  }

  @Test
  void randomRetryCanFailWhileAPortIsFree() {
    PortSpace space = new PortSpace(new PortRange(1000, 1999), PortSet.parse("1000-1997,1999"));
    SelectionAlgorithm.Search search = new RandomRetry().in(space);
    Selection selection = new Selection();
    Set<Boolean> outcomes = new HashSet<>();
    Draws draws = new Draws(1);
    for (int k = 0; k < 100; k++) {
      outcomes.add(search.select(space.newCandidates(), 500, draws, selection));
    }
    assertThat(outcomes).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aRangeOfOnePortGivesThatPortOrNone() {
    PortRange one = new PortRange(5000, 5000);
    Selection selection = new Selection();
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
      PortSpace space = new PortSpace(one, PortSet.NONE);
      Candidates candidates = space.newCandidates();
      assertThat(algorithm.in(space).select(candidates, 0, new Draws(1), selection)).isTrue();
      assertThat(selection.port()).isEqualTo(5000);
      candidates.take(5000);
      assertThat(algorithm.in(space).select(candidates, 0, new Draws(1), selection)).isFalse();
    }
  }

  @Test
  void everyAlgorithmIsFoundByItsName() {
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
      assertThat(SelectionAlgorithms.named(algorithm.name()).name()).isEqualTo(algorithm.name());
    }
    assertThat(SelectionAlgorithms.named("random-step").name()).isEqualTo("random-step=65535");
    assertThat(SelectionAlgorithms.named("random-step=12").name()).isEqualTo("random-step=12");
  }

  @Test
  void anUnknownNameIsRefusedOnOneLineWithoutControlCharacters() {
    for (String name : List.of("x\u001b[31m\nrm", "random-step=0", "random-step=65536", "")) {
      assertThatThrownBy(() -> SelectionAlgorithms.named(name))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContainPattern("\\p{Cntrl}");
    }
  }
}
