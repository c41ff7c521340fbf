package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.columns.Storage;
import org.junit.jupiter.api.Test;

class LastUsePagesTest {

  private final LastUses lastUses = new LastUses(Storage.ofThisProcess());

  @Test
  void onePortTowardThousandsOfDestinationsHasAPageForEach() {
    for (int round = 0; round < 2; round++) {
      for (int destination = 0; destination < 50_000; destination++) {
        assertThat(lastUses.pageOf(LastUses.pageKey(destination, 40_000))).isEqualTo(destination);
      }
    }
  }

  @Test
  void neighbouringPortsOfOneParityShareAPage() {
    long page = lastUses.pageOf(LastUses.pageKey(3, 40_000));

    assertThat(lastUses.pageOf(LastUses.pageKey(3, 40_014))).isEqualTo(page);
    assertThat(lastUses.pageOf(LastUses.pageKey(3, 40_001))).isNotEqualTo(page);
    assertThat(lastUses.pageOf(LastUses.pageKey(4, 40_000))).isNotEqualTo(page);
  }
}
