package io.tuplewatch.diagnosis;

import io.tuplewatch.diagnosis.IdleRow.Past;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts connects by {@link IdleRow}. Not thread-safe while it is added to. */
final class IdleRows {

  /** What is counted of a use, the same for each asking. Thread-safe. */
  interface Counted {
    /** Whether the use at an index is a connect that counts. */
    boolean counts(int index);

    /** Whether it is one of those in question: "failed", for one. */
    boolean inQuestion(int index);
  }

  private final long[] @Nullable [] edges;

  /** By destination, where its counts begin, and in the end how many there are. */
  private final int[] begins;

  /** By row, connects and how many of them are in question. */
  private final long[] counts;

  private IdleRows(long[] @Nullable [] edges, int[] begins) {
    this.edges = edges;
    this.begins = begins;
    this.counts = new long[begins[edges.length]];
  }

  private static int[] begins(long[] @Nullable [] edges) {
    int[] begins = new int[edges.length + 1];
    for (int number = 0; number < edges.length; number++) {
      long[] own = edges[number];
      begins[number + 1] = begins[number] + (own == null ? 0 : 2 * (own.length + 3));
    }
    return begins;
  }

  /**
   * Of each destination by its number: its rows, shortest idle first, then never used, then not
   * known; empty without connects that count. O(n), on all processors.
   *
   * @param edges of the rows of known idle time by number, ascending, ns; null of destinations that
   *     are not asked about
   */
  static List<List<IdleRow>> of(ClassifiedUses uses, long[] @Nullable [] edges, Counted counted) {
    int[] begins = begins(edges);
    IdleRows all =
        InParallel.mapRanges(
                uses.size(), range -> count(uses, new IdleRows(edges, begins), counted, range))
            .stream()
            .reduce(IdleRows::merge)
            .orElseThrow();
    return InParallel.map(edges.length, all::rows);
  }

  private static IdleRows count(
      ClassifiedUses uses, IdleRows rows, Counted counted, InParallel.Range range) {
    for (int index = range.from(); index < range.to(); index++) {
      int number = uses.destination(index);
      long[] edges = rows.edges[number];
      if (edges != null && counted.counts(index)) {
        int row = row(edges, uses.kind(index), uses.idle(index));
        rows.add(rows.begins[number] + 2 * row, counted.inQuestion(index));
      }
    }
    return rows;
  }

  private IdleRows merge(IdleRows other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    return this;
  }

  private void add(int at, boolean one) {
    counts[at]++;
    counts[at + 1] += one ? 1 : 0;
  }

  private static int row(long[] edges, UseKind kind, long idle) {
    return switch (kind) {
      case EARLY_REUSE, LATE_REUSE -> reused(edges, idle);
      case FIRST_USE -> edges.length + 1;
      case UNKNOWN, OVERLAP -> edges.length + 2;
    };
  }

  private static int reused(long[] edges, long idle) {
    int found = Arrays.binarySearch(edges, idle);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private List<IdleRow> rows(int number) {
    long[] own = edges[number];
    if (own == null) {
      return List.of();
    }
    List<IdleRow> rows = new ArrayList<>();
    int at = begins[number];
    for (int row = 0; row <= own.length; row++) {
      long from = row == 0 ? 0 : own[row - 1];
      add(rows, Past.REUSED, from, row < own.length ? own[row] : Long.MAX_VALUE, at + 2 * row);
    }
    add(rows, Past.NEVER_USED, 0, Long.MAX_VALUE, at + 2 * (own.length + 1));
    add(rows, Past.NOT_KNOWN, 0, Long.MAX_VALUE, at + 2 * (own.length + 2));
    return rows;
  }

  private void add(List<IdleRow> rows, Past past, long from, long to, int at) {
    if (counts[at] > 0) {
      rows.add(new IdleRow(past, from, to, new Tally(counts[at + 1], counts[at])));
    }
  }
}
