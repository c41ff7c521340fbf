package io.tuplewatch.columns;

import io.tuplewatch.parallel.InParallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of a key. Made for rows that are nearly in order, as those of recordings are:
 * blocks are sorted alone, with all processors, then merged where they overlap. O(n log n) at
 * worst, O(n) where blocks follow each other.
 */
public final class RowOrder {

  private static final int BLOCK_BITS = 16;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final LongUnaryOperator key;

  /** Null: rows with equal keys stay in their order. */
  private final @Nullable Comparator<Long> ties;

  private final LongTable sorted;

  private RowOrder(LongTable rows, LongUnaryOperator key, @Nullable Comparator<Long> ties) {
    this.sorted = rows;
    this.key = key;
    this.ties = ties;
  }

  /**
   * The numbers from 0 to {@code rows} - 1, in a table of one column.
   *
   * @param key of a row; asked by several threads
   * @param ties total order of rows with equal keys
   */
  public static LongTable of(
      Storage storage, long rows, LongUnaryOperator key, Comparator<Long> ties) {
    LongTable numbers = new LongTable(storage, 1);
    numbers.resize(rows);
    for (long row = 0; row < rows; row++) {
      numbers.set(row, 0, row);
    }
    return new RowOrder(numbers, key, ties).sort(storage);
  }

  /**
   * The rows of a table of one column, which is released or sorted itself; rows with equal keys
   * stay in their order.
   */
  public static LongTable again(Storage storage, LongTable rows, LongUnaryOperator key) {
    return new RowOrder(rows, key, null).sort(storage);
  }

  private LongTable sort(Storage storage) {
    int count = Math.toIntExact((sorted.size() + BLOCK - 1) / BLOCK);
    InParallel.forEach(count, this::sortBlock);
    List<Block> blocks = new ArrayList<>();
    for (int block = 0; block < count; block++) {
      blocks.add(new Block(begin(block), end(block)));
    }
    return inSequence(blocks) ? sorted : merged(blocks, storage);
  }

  private static long begin(int block) {
    return (long) block << BLOCK_BITS;
  }

  private long end(int block) {
    return Math.min(begin(block) + BLOCK, sorted.size());
  }

  /** Sorted rows from {@code next} to {@code end} of the table. */
  private final class Block {
    long next;
    final long end;
    long headKey;
    final long lastKey;

    Block(long begin, long end) {
      this.next = begin;
      this.end = end;
      this.headKey = key.applyAsLong(head());
      this.lastKey = key.applyAsLong(lastRow());
    }

    long head() {
      return sorted.get(next, 0);
    }

    /** Moves its head, and what follows it below a key; returns the next row of the target. */
    long moveTo(LongTable target, long from, long before) {
      boolean all = lastKey < before; // then there is no need to look
      long row = from;
      do {
        target.set(row++, 0, head());
        next++;
        headKey = all || next == end ? headKey : key.applyAsLong(head());
      } while (next < end && (all || headKey < before));
      return row;
    }

    long lastRow() {
      return sorted.get(end - 1, 0);
    }

    int compareTo(Block other) {
      int byKey = Long.compare(headKey, other.headKey);
      int byTies = byKey == 0 ? compareTies(head(), other.head()) : byKey;
      return byTies == 0 ? Long.compare(end, other.end) : byTies;
    }
  }

  private void sortBlock(int block) {
    long begin = begin(block);
    int count = (int) (end(block) - begin);
    long[] rows = new long[count];
    long[] keys = new long[count];
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    boolean inOrder = true;
    for (int i = 0; i < count; i++) {
      rows[i] = sorted.get(begin + i, 0);
      keys[i] = key.applyAsLong(rows[i]);
      inOrder &= greatest < keys[i] || (greatest == keys[i] && (ties == null || i == 0));
      least = Math.min(least, keys[i]);
      greatest = Math.max(greatest, keys[i]);
    }
    if (inOrder) {
      return;
    }
    long span = greatest - least;
    if (span < 0 || span >>> (Long.SIZE - 1 - BLOCK_BITS) != 0) { // no room for a row beside it
      sort(begin, count, this::compare);
      return;
    }
    for (int i = 0; i < count; i++) {
      keys[i] = ((keys[i] - least) << BLOCK_BITS) | i;
    }
    Arrays.sort(keys, 0, count);
    for (int i = 0; i < count; i++) {
      sorted.set(begin + i, 0, rows[(int) keys[i] & (BLOCK - 1)]);
    }
    if (ties != null) {
      sortTies(begin, keys, count, ties);
    }
  }

  private void sortTies(long begin, long[] keys, int count, Comparator<Long> comparator) {
    int from = 0;
    for (int i = 1; i <= count; i++) {
      if (i == count || keys[i] >>> BLOCK_BITS != keys[from] >>> BLOCK_BITS) {
        if (i - from > 1) {
          sort(begin + from, i - from, comparator);
        }
        from = i;
      }
    }
  }

  private int compare(Long row, Long other) {
    int byKey = Long.compare(key.applyAsLong(row), key.applyAsLong(other));
    return byKey == 0 ? compareTies(row, other) : byKey;
  }

  private int compareTies(long row, long other) {
    return ties == null ? 0 : ties.compare(row, other);
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

  private boolean inSequence(List<Block> blocks) {
    for (int i = 1; i < blocks.size(); i++) {
      Block last = blocks.get(i - 1);
      Block next = blocks.get(i);
      if (last.lastKey > next.headKey
          || (last.lastKey == next.headKey && compareTies(last.lastRow(), next.head()) > 0)) {
        return false;
      }
    }
    return true;
  }

  private LongTable merged(List<Block> blocks, Storage storage) {
    LongTable merged = new LongTable(storage, 1);
    merged.resize(sorted.size());
    blocks.sort(Comparator.comparingLong(block -> block.headKey));
    PriorityQueue<Block> open = new PriorityQueue<>(Block::compareTo);
    int opened = 0;
    for (long row = 0; row < sorted.size(); ) {
      while (opened < blocks.size()
          && (open.isEmpty() || blocks.get(opened).headKey <= open.element().headKey)) {
        open.add(blocks.get(opened++));
      }
      Block first = open.remove();
      long upcoming = opened < blocks.size() ? blocks.get(opened).headKey : Long.MAX_VALUE;
      long before = open.isEmpty() ? upcoming : Math.min(upcoming, open.element().headKey);
      row = first.moveTo(merged, row, before);
      if (first.next < first.end) {
        open.add(first);
      }
    }
    sorted.release();
    return merged;
  }
}
