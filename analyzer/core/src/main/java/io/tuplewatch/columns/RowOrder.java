package io.tuplewatch.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongUnaryOperator;

/**
 * Rows in the order of a key. Made for rows that are nearly in order, as those of recordings are:
 * blocks are sorted alone, then merged where they overlap. O(n log n) at worst, O(n) where blocks
 * follow each other.
 */
public final class RowOrder {

  private static final int BLOCK_BITS = 16;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final long rows;
  private final LongUnaryOperator key;
  private final Comparator<Long> ties;
  private final LongTable sorted;
  private final List<Block> blocks = new ArrayList<>();

  private RowOrder(Storage storage, long rows, LongUnaryOperator key, Comparator<Long> ties) {
    this.rows = rows;
    this.key = key;
    this.ties = ties;
    this.sorted = new LongTable(storage, 1);
  }

  /**
   * The numbers from 0 to {@code rows} - 1, in a table of one column.
   *
   * @param ties total order of rows with equal keys
   */
  public static LongTable of(
      Storage storage, long rows, LongUnaryOperator key, Comparator<Long> ties) {
    RowOrder order = new RowOrder(storage, rows, key, ties);
    order.sortBlocks();
    return order.inSequence() ? order.sorted : order.merged(storage);
  }

  /** Sorted rows from {@code next} to {@code end} of the table. */
  private final class Block {
    long next;
    final long end;
    long headKey;

    Block(long begin, long end) {
      this.next = begin;
      this.end = end;
      this.headKey = key.applyAsLong(head());
    }

    long head() {
      return sorted.get(next, 0);
    }

    /** False at the end. */
    boolean advance() {
      if (++next == end) {
        return false;
      }
      headKey = key.applyAsLong(head());
      return true;
    }

    long lastRow() {
      return sorted.get(end - 1, 0);
    }

    boolean comesBefore(Block other) {
      return headKey < other.headKey
          || (headKey == other.headKey && ties.compare(head(), other.head()) <= 0);
    }
  }

  private void sortBlocks() {
    sorted.resize(rows);
    for (long begin = 0; begin < rows; begin += BLOCK) {
      int count = (int) Math.min(BLOCK, rows - begin);
      sortBlock(begin, count);
      blocks.add(new Block(begin, begin + count));
    }
  }

  private void sortBlock(long begin, int count) {
    long[] keys = new long[count];
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      keys[i] = key.applyAsLong(begin + i);
      least = Math.min(least, keys[i]);
      most = Math.max(most, keys[i]);
    }
    if (most - least < 0 || (most - least) >>> (Long.SIZE - 1 - BLOCK_BITS) != 0) {
      sortByComparator(begin, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      keys[i] = ((keys[i] - least) << BLOCK_BITS) | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < count; i++) {
      sorted.set(begin + i, 0, begin + (keys[i] & (BLOCK - 1)));
    }
    sortTies(begin, keys);
  }

  private void sortTies(long begin, long[] keys) {
    int from = 0;
    for (int i = 1; i <= keys.length; i++) {
      if (i == keys.length || keys[i] >>> BLOCK_BITS != keys[from] >>> BLOCK_BITS) {
        if (i - from > 1) {
          sort(begin + from, i - from, ties);
        }
        from = i;
      }
    }
  }

  /** For times so far apart that a key does not fit beside its row. */
  private void sortByComparator(long begin, int count) {
    for (int i = 0; i < count; i++) {
      sorted.set(begin + i, 0, begin + i);
    }
    sort(
        begin,
        count,
        Comparator.comparingLong((Long row) -> key.applyAsLong(row)).thenComparing(ties));
  }

  private void sort(long begin, int count, Comparator<Long> comparator) {
    Long[] boxed = new Long[count];
    for (int i = 0; i < count; i++) {
      boxed[i] = sorted.get(begin + i, 0);
    }
    Arrays.sort(boxed, comparator);
    for (int i = 0; i < count; i++) {
      sorted.set(begin + i, 0, boxed[i]);
    }
  }

  private boolean inSequence() {
    for (int i = 1; i < blocks.size(); i++) {
      long last = blocks.get(i - 1).lastRow();
      long lastKey = key.applyAsLong(last);
      Block next = blocks.get(i);
      if (lastKey > next.headKey
          || (lastKey == next.headKey && ties.compare(last, next.head()) > 0)) {
        return false;
      }
    }
    return true;
  }

  private LongTable merged(Storage storage) {
    LongTable merged = new LongTable(storage, 1);
    merged.resize(rows);
    blocks.sort(Comparator.comparingLong(block -> block.headKey));
    PriorityQueue<Block> open =
        new PriorityQueue<>((a, b) -> a == b ? 0 : a.comesBefore(b) ? -1 : 1);
    int opened = 0;
    for (long row = 0; row < rows; ) {
      while (opened < blocks.size()
          && (open.isEmpty() || blocks.get(opened).headKey <= open.element().headKey)) {
        open.add(blocks.get(opened++));
      }
      Block first = open.remove();
      long before = opened < blocks.size() ? blocks.get(opened).headKey : Long.MAX_VALUE;
      boolean more = true;
      do {
        merged.set(row++, 0, first.head());
        more = first.advance();
      } while (more && first.headKey < before && isFirst(first, open));
      if (more) {
        open.add(first);
      }
    }
    sorted.release();
    return merged;
  }

  private static boolean isFirst(Block block, PriorityQueue<Block> others) {
    Block other = others.peek();
    return other == null || block.headKey < other.headKey;
  }
}
