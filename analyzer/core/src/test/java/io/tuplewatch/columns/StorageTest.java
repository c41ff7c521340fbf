package io.tuplewatch.columns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorageTest {

  private final Storage storage = new Storage(1024);

  @Test
  void beyondTheMemoryRoomIsInTheFile() {
    storage.allocate(128, 1);
    assertThat(storage.fileSize()).isZero();
    storage.allocate(1, 1);
    assertThat(storage.fileSize()).isPositive();
  }

  @Test
  void releasedRoomOfTheMemoryServesAgainInAnyLength() {
    Segment first = storage.allocate(128, 1);
    storage.release(first);

    assertThat(storage.allocate(100, 1).length()).isEqualTo(100);
    assertThat(storage.allocate(28, 1).length()).isEqualTo(28);
    assertThat(storage.fileSize()).isZero();
  }

  @Test
  void releasedRoomOfTheFileServesAgainAndIsZero() {
    Segment first = storage.allocate(1000, 1);
    first.set(999, 0, 7);
    storage.release(first);

    Segment second = storage.allocate(1000, 1);

    assertThat(second.get(999, 0)).isZero();
    second.set(0, 0, 5);
    assertThat(first.get(0, 0)).isEqualTo(5);
    assertThat(storage.allocate(1000, 1).get(0, 0)).isZero();
  }
}
