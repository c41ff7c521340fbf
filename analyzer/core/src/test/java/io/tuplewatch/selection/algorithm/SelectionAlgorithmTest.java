package io.tuplewatch.selection.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.simulation.Presets;
import java.util.List;
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
      ReferenceDraws draws = new ReferenceDraws(reference, space, algorithm);
      SelectionAlgorithm.Search search = algorithm.in(space);
      Candidates candidates = space.newCandidates();
      Selection selection = new Selection();
      for (int k = 0; k < SELECTIONS; k++) {
        int offset = reference.offset(random.below(1 << 20));
        int start = offset / space.step();
        long seed = ((long) n << 8) + k;
        boolean found = search.select(candidates, start, seed, selection);
        boolean expected = reference.select(offset, draws.of(seed));

        String at = "space %d, selection %d: %s".formatted(n, k, algorithm.name());
        assertThat(found).as(at).isEqualTo(expected);
        assertThat(selection.retries()).as(at).isEqualTo(reference.refused);
        if (found) {
          assertThat(space.port(selection.index())).as(at).isEqualTo(reference.port);
          assertThat(selection.steps() * space.step()).as(at).isEqualTo(reference.i);
          secondPasses += selection.retries() > selection.steps() ? 1 : 0;
        } else {
          failures++;
        }
        if (found && random.below(2) == 0) {
          candidates.take(selection.index());
          reference.makeUnavailable(reference.port);
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
      PortSet bound = PortSet.parse("45000-45009");
      PortSpace space = new PortSpace(range, Presets.simpleReservedPorts(), bound, 2);
      for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
        ReferenceModel reference = new ReferenceModel(space, algorithm.name());
        ReferenceDraws draws = new ReferenceDraws(reference, space, algorithm);
        SelectionAlgorithm.Search search = algorithm.in(space);
        Candidates candidates = space.newCandidates();
        Selection selection = new Selection();
        Draws starts = new Draws(7);
        for (int k = 0; k < 200; k++) {
          int offset = reference.offset(starts.next() >>> 32);
          int start = offset / 2;
          assertThat(search.select(candidates, start, k, selection)).isTrue();
          assertThat(reference.select(offset, draws.of(k))).isTrue();
          assertThat(space.port(selection.index())).isEqualTo(reference.port);
          assertThat(2 * selection.steps()).isEqualTo(reference.i);
          assertThat(selection.retries()).isEqualTo(reference.refused);
        }
      }
    }
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
      step.in(reserved).select(reserved.newCandidates(), k, k, first);
      step.in(bound).select(bound.newCandidates(), k, k, second);
      assertThat(first.index()).isEqualTo(second.index());
    }
  }

  @Test
  void aRangeOfOnePortGivesThatPortOrNone() {
    PortRange one = new PortRange(5000, 5000);
    Selection selection = new Selection();
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.all()) {
      PortSpace space = new PortSpace(one, PortSet.NONE);
      Candidates candidates = space.newCandidates();
      assertThat(algorithm.in(space).select(candidates, 0, 1, selection)).isTrue();
      assertThat(space.port(selection.index())).isEqualTo(5000);
      candidates.take(0);
      assertThat(algorithm.in(space).select(candidates, 0, 1, selection)).isFalse();
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
