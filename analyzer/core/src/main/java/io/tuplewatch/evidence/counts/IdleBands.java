package io.tuplewatch.evidence.counts;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Cells to bands: from W / 256 up, four to one at first, then two to one. A list of all bands,
 * which makes a new {@link IdleBand} at every step; it holds the counts of those alone that have
 * any, for there may be many destinations. Immutable.
 */
public final class IdleBands extends AbstractList<IdleBand> implements RandomAccess, Serializable {

  private static final long serialVersionUID = 1;

  private static final int[] OCTAVES = {-8, -6, -4, -3, -2, -1, 0, 1, 2};
  private static final int BANDS = OCTAVES.length + 2;

  private final IdleBins bins;

  /** A bit for each band that has connects. */
  private final int occur;

  /** Connects and failures of those bands, by turns. */
  private final long[] counts;

  private IdleBands(IdleBins bins, long[] connects, long[] failed) {
    this.bins = bins;
    long[] all = new long[2 * BANDS];
    int bits = 0;
    int kept = 0;
    for (int band = 0; band < BANDS; band++) {
      if (connects[band] > 0) {
        bits |= 1 << band;
        all[kept++] = connects[band];
        all[kept++] = failed[band];
      }
    }
    this.occur = bits;
    this.counts = Arrays.copyOf(all, kept);
  }

  /** Those of one destination. O(cells). */
  public static IdleBands of(CellCounts cells, IdleBins bins) {
    long[] connects = new long[BANDS];
    long[] failed = new long[BANDS];
    cells.inOrder(
        (second, side, bin, count, failures) -> {
          if (bin != IdleBins.EARLY_AT_MOST && bin != IdleBins.NEVER_SEEN) {
            connects[band(bin)] += count;
            failed[band(bin)] += failures[0] + failures[1] + failures[2];
          }
        });
    return new IdleBands(bins, connects, failed);
  }

  @Override
  public int size() {
    return BANDS;
  }

  @Override
  public IdleBand get(int band) {
    Objects.checkIndex(band, BANDS);
    if ((occur & 1 << band) == 0) {
      return new IdleBand(from(band), to(band), 0, 0, null);
    }
    int at = 2 * Integer.bitCount(occur & ((1 << band) - 1));
    Interval rate = Interval.wilson(counts[at + 1], counts[at]);
    return new IdleBand(from(band), to(band), counts[at], counts[at + 1], rate);
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

  private long from(int band) {
    if (band > OCTAVES.length) {
      return Long.MAX_VALUE;
    }
    return band == 0 ? 0 : bins.edge(firstBin(band - 1));
  }

  private long to(int band) {
    return band >= OCTAVES.length ? Long.MAX_VALUE : bins.edge(firstBin(band));
  }
}
