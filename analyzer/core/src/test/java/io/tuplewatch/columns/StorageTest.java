package io.tuplewatch.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.LongBuffer;
import org.junit.jupiter.api.Test;

class StorageTest {

  private final Storage storage = new Storage(1024);

  @Test
  void beyondTheMemoryRoomIsInTheFile() {
    storage.allocate(128);
    assertThat(storage.fileSize()).isZero();
    storage.allocate(1);
    assertThat(storage.fileSize()).isPositive();
  }

  @Test
  void releasedRoomOfTheMemoryServesAgainAndIsZero() {
    LongBuffer first = storage.allocate(128);
    first.put(127, 7);
    storage.release(first);

    LongBuffer second = storage.allocate(128);

    assertThat(second).isSameAs(first);
    assertThat(second.get(127)).isZero();
    assertThat(storage.fileSize()).isZero();
  }

  @Test
  void releasedRoomOfTheFileServesAgainAndIsZero() {
    LongBuffer first = storage.allocate(1000);
    first.put(999, 7);
    storage.release(first);

    LongBuffer second = storage.allocate(1000);

    assertThat(second).isSameAs(first);
    assertThat(second.get(999)).isZero();
    assertThat(storage.allocate(1000)).isNotSameAs(second);
  }
}
