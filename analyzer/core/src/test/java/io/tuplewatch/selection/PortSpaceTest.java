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
      for (int place = 0; place < expected.size(); place++) {
        assertThat(space.port(place)).isEqualTo(expected.get(place));
        assertThat(space.place(expected.get(place))).isEqualTo(place);
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
      for (int place = size - 1; place >= 0; place--) {
        boolean reserved = space.reserved().contains(space.port(place));
        boolean free = !reserved && !space.bound().contains(space.port(place));
        nextFree = free ? place : nextFree;
        nextReserved = reserved ? place : nextReserved;
        available += free ? 1 : 0;
        assertThat(candidates.isFree(place)).isEqualTo(free);
        assertThat(candidates.isReserved(place)).isEqualTo(reserved);
        assertThat(candidates.nextFree(place, size)).isEqualTo(nextFree);
        assertThat(candidates.nextReserved(place, size)).isEqualTo(nextReserved);
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
