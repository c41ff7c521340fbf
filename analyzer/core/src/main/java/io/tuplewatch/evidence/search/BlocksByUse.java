package io.tuplewatch.evidence.search;

import io.tuplewatch.evidence.counts.BlockEnds;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.RecentConnects;
import io.tuplewatch.evidence.counts.TimeBlocks;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The connects of one destination, use by use in time order, in the blocks of {@link TimeBlocks}
 * and classes of {@link RecentConnects}, with what failed in each mode. Keeps only blocks in which
 * some failed and some did not. Not thread-safe.
 */
final class BlocksByUse {

  private static final int MODE_BITS = 2;
  private static final int BIN_BITS = 12;
  private static final int LOAD_SHIFT = BIN_BITS + MODE_BITS;

  private final IdleBins bins;
  private final List<StepSearch> byMode;
  private final RecentConnects recent = new RecentConnects();
  private final BlockEnds ends = new BlockEnds();
  private int[] connects = new int[8];
  private int count;

  /** The modes in which a connect of this block failed. */
  private final BitSet failing = new BitSet();

  BlocksByUse(IdleBins bins) {
    this.bins = bins;
    this.byMode = Stream.generate(() -> new StepSearch(bins)).limit(FailureMode.COUNT).toList();
  }

  /**
   * Takes the next connect.
   *
   * @param bin of its idle time, or {@link IdleBins#NEVER_USED}
   * @param mode {@link FailureMode#column}; -1 if it worked
   */
  void add(long start, int bin, int mode) {
    if (ends.endsBefore(Math.floorDiv(start, ComparedConnects.SECOND), count)) {
      end();
    }
    if (count == connects.length) {
      connects = Arrays.copyOf(connects, 2 * count);
    }
    connects[count++] = (recent.add(start) << LOAD_SHIFT) | (bin << MODE_BITS) | (mode + 1);
    if (mode >= 0) {
      failing.set(mode);
    }
  }

  /**
   * Takes the next connect, whose idle time is known ({@link ClassifiedUses#idleKnown}).
   *
   * @param mode as above
   */
  void add(ClassifiedUses uses, int index, int mode) {
    int bin = uses.neverSeen(index) ? IdleBins.NEVER_USED : bins.bin(uses.idle(index));
    add(uses.start(index), bin, mode);
  }

  /** No more connects of the last block are added. */
  void end() {
    if (!failing.isEmpty()) {
      Arrays.sort(connects, 0, count);
      failing.stream().forEach(mode -> byMode.get(mode).add(cells(mode)));
      failing.clear();
    }
    count = 0;
  }

  /** Of each connect, with the failures of one mode; its class is its side. */
  private List<TimeBlocks.Cell> cells(int mode) {
    List<TimeBlocks.Cell> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int bin = (connects[i] >> MODE_BITS) & ((1 << BIN_BITS) - 1);
      boolean failed = (connects[i] & ((1 << MODE_BITS) - 1)) == mode + 1;
      cells.add(new TimeBlocks.Cell(connects[i] >> LOAD_SHIFT, bin, 1, failed ? 1 : 0));
    }
    return cells;
  }

  /** Whether there is any in which some failed and some did not. */
  boolean any() {
    return byMode.stream().anyMatch(StepSearch::any);
  }

  /** By {@link FailureMode#column}. */
  List<StepSearch> byMode() {
    return byMode;
  }
}
