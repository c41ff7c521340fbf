package io.tuplewatch.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.TimeBlocks;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The blocks of a destination, made use by use rather than from cells. */
class BlocksByUseTest {

  /** Use by use, the same blocks tell of the same step as the search does over their cells. */
  @Test
  void blocksByUseKeepOnlyThoseThatTell() {
    IdleBins bins = new IdleBins(60 * ComparedConnects.SECOND);
    BlocksByUse blocks = new BlocksByUse(bins);
    StepSearch cellByCell = new StepSearch(bins);
    for (int minute = 0; minute < 60; minute++) {
      for (int i = 0; i < 8; i++) {
        blocks.add(minute * 60L * ComparedConnects.SECOND, 700 + 50 * i, i < 3 ? 2 : -1);
      }
      cellByCell.add(
          IntStream.range(0, 8)
              .mapToObj(i -> new TimeBlocks.Cell(0, 700 + 50 * i, 1, i < 3 ? 1 : 0))
              .toList());
    }
    blocks.end();

    assertThat(blocks.byMode().get(2).find()).isNotNull().isEqualTo(cellByCell.find());
    assertThat(blocks.byMode().get(0).find()).isNull();
  }
}
