package io.tuplewatch.evidence.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.columns.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connects of two closing sides in cells, and the blocks and strata that they are cut into. */
class StrataTest {

  private static final int EARLY = IdleBins.AT_TIMEOUT - 1;
  private static final int LATE = IdleBins.AT_TIMEOUT;

  private final CellCounts cells = new CellCounts(new Storage(1 << 20));

  @Test
  void aBlockEndsWithItsMinuteOrWithTheSecondOfItsTenthConnect() {
    BlockEnds ends = new BlockEnds();

    assertThat(ends.endsBefore(61, 9)).isTrue();
    assertThat(ends.endsBefore(62, 9)).isFalse();
    assertThat(ends.endsBefore(62, 10)).isFalse();
    assertThat(ends.endsBefore(63, 10)).isTrue();
    assertThat(ends.endsBefore(120, 1)).isTrue();
  }

  @Test
  void everyConnectIsInOneBlockInTimeOrder() {
    for (int second = 0; second < 100; second++) {
      for (int i = 0; i <= second % 7; i++) {
        cells.add(second, 0, i % 2 == 0 ? EARLY : LATE, i == 0 ? 1 : -1);
      }
    }
    List<Integer> sizes = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    TimeBlocks.of(
        cells,
        FailureMode.REFUSED,
        block -> {
          sizes.add(block.stream().mapToInt(TimeBlocks.Cell::connects).sum());
          failed.add(block.stream().mapToInt(TimeBlocks.Cell::failed).sum());
        });

    assertThat(sizes.stream().mapToInt(n -> n).sum()).isEqualTo(395);
    assertThat(failed.stream().mapToInt(n -> n).sum()).isEqualTo(100);
    assertThat(sizes).allMatch(size -> size <= 16);
  }

  @Test
  void firstUsesGoWithTheSideThatMostEarlyReusesHave() {
    add(0, EARLY, 2, 1);
    add(1, EARLY, 3, 2);
    add(0, LATE, 1, 0);
    add(1, LATE, 2, 1);
    add(7, IdleBins.NEVER_USED, 4, 2);

    assertThat(Strata.of(cells)).containsExactly(new Stratum(2, 1, 1, 0), new Stratum(3, 2, 6, 3));
  }

  @Test
  void stratumWeighsAsTwoGroupsOfItsSizes() {
    assertThat(new Stratum(2, 1, 6, 0).weight()).isCloseTo(1.5, within(1e-12));
    assertThat(new Stratum(2, 0, 6, 0).tells()).isFalse();
    assertThat(new Stratum(2, 1, 0, 0).compares()).isFalse();
  }

  @Test
  void bandsCountEveryConnectOfKnownIdleOnce() {
    IdleBins bins = new IdleBins(60 * ComparedConnects.SECOND);
    add(0, 0, 3, 1);
    add(0, EARLY, 5, 2);
    add(0, LATE, 7, 1);
    add(0, IdleBins.EARLY_AT_MOST, 9, 9);
    add(7, IdleBins.NEVER_USED, 11, 4);

    List<IdleBand> bands = IdleBands.of(cells, bins);

    assertThat(bands.stream().mapToLong(IdleBand::connects).sum()).isEqualTo(26);
    assertThat(bands.stream().mapToLong(IdleBand::failed).sum()).isEqualTo(8);
    IdleBand firstUses = bands.get(bands.size() - 1);
    assertThat(firstUses.firstUses()).isTrue();
    assertThat(firstUses.rate()).isEqualTo(Interval.wilson(4, 11));
    assertThat(bands)
        .filteredOn(band -> band.toNanos() == 60 * ComparedConnects.SECOND)
        .singleElement()
        .satisfies(band -> assertThat(band.connects()).isEqualTo(5));
  }

  private void add(int side, int bin, int connects, int failed) {
    for (int i = 0; i < connects; i++) {
      cells.add(10, side, bin, i < failed ? 0 : -1);
    }
  }
}
