package io.tuplewatch.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.selection.algorithm.RandomSpaces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortSpaceTest {

  @Test
  void placesAreTheFirstParityAscendingThenTheOther() {
    RandomSpaces random = new RandomSpaces(2);
    for (int n = 0; n < 500; n++) {
      PortSpace space = random.space();
      List<Integer> expected = new ArrayList<>();
      for (int first = 0; first < space.step(); first++) {
        for (int p = space.range().low() + first; p <= space.range().high(); p += space.step()) {
          expected.add(p);
        }
      }
      for (int index = 0; index < expected.size(); index++) {
        assertThat(space.port(index)).isEqualTo(expected.get(index));
        assertThat(space.index(expected.get(index))).isEqualTo(index);
      }
    }
  }

  @Test
  void candidatesKnowWhatIsFreeReservedAndNext() {
    RandomSpaces random = new RandomSpaces(4);
    for (int n = 0; n < 300; n++) {
      PortSpace space = random.space();
      Candidates candidates = space.newCandidates();
      int size = space.range().size();
      int available = 0;
      int nextFree = size;
      int nextReserved = size;
      for (int index = size - 1; index >= 0; index--) {
        boolean reserved = space.reserved().contains(space.port(index));
        boolean free = !reserved && !space.bound().contains(space.port(index));
        nextFree = free ? index : nextFree;
        nextReserved = reserved ? index : nextReserved;
        available += free ? 1 : 0;
        assertThat(candidates.isFree(index)).isEqualTo(free);
        assertThat(candidates.isReserved(index)).isEqualTo(reserved);
        assertThat(candidates.nextFree(index, size)).isEqualTo(nextFree);
        assertThat(candidates.nextReserved(index, size)).isEqualTo(nextReserved);
      }
      assertThat(candidates.freeCount(0) + candidates.freeCount(1)).isEqualTo(available);
      assertThat(space.available()).isEqualTo(available);
    }
  }

  @Test
  void aTakenPlaceIsNeitherFreeNorReservedUntilItIsReleased() {
    PortSpace space = new PortSpace(new PortRange(1000, 1199), PortSet.parse("1010"));
    Candidates candidates = space.newCandidates();
    candidates.take(64);
    assertThat(candidates.isFree(64)).isFalse();
    assertThat(candidates.nextFree(64, 200)).isEqualTo(65);
    assertThat(candidates.freeCount(0)).isEqualTo(98);
    candidates.release(64);
    assertThat(candidates.isFree(64)).isTrue();
    assertThat(candidates.freeCount(0)).isEqualTo(99);
  }

  @Test
  void aStepIsOneOrTwo() {
    assertThatThrownBy(() -> new PortSpace(PortRange.LINUX_DEFAULT, PortSet.NONE, PortSet.NONE, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
