package io.tuplewatch.evidence.counts;

import java.util.ArrayList;
import java.util.List;

/** Cells to bands: from W / 256 up, four to one at first, then two to one. */
public final class IdleBands {

  private static final int[] OCTAVES = {-8, -6, -4, -3, -2, -1, 0, 1, 2};

  private IdleBands() {}

  public static List<IdleBand> of(CellCounts cells, IdleBins bins) {
    long[] connects = new long[OCTAVES.length + 2];
    long[] failed = new long[OCTAVES.length + 2];
    cells.inOrder(
        (second, side, bin, count, failures) -> {
          if (bin != IdleBins.EARLY_AT_MOST && bin != IdleBins.NEVER_SEEN) {
            connects[band(bin)] += count;
            failed[band(bin)] += failures[0] + failures[1] + failures[2];
          }
        });
    List<IdleBand> bands = new ArrayList<>();
    for (int band = 0; band < connects.length; band++) {
      Interval rate = connects[band] == 0 ? null : Interval.wilson(failed[band], connects[band]);
      bands.add(new IdleBand(from(band, bins), to(band, bins), connects[band], failed[band], rate));
    }
    return bands;
  }

  private static int band(int bin) {
    if (bin == IdleBins.NEVER_USED) {
      return OCTAVES.length + 1;
    }
    int band = 0;
    while (band < OCTAVES.length && bin >= firstBin(band)) {
      band++;
    }
    return band;
  }

  private static int firstBin(int edge) {
    return IdleBins.AT_TIMEOUT + OCTAVES[edge] * IdleBins.PER_OCTAVE;
  }

  private static long from(int band, IdleBins bins) {
    if (band > OCTAVES.length) {
      return Long.MAX_VALUE;
    }
    return band == 0 ? 0 : bins.edge(firstBin(band - 1));
  }

  private static long to(int band, IdleBins bins) {
    return band >= OCTAVES.length ? Long.MAX_VALUE : bins.edge(firstBin(band));
  }
}
