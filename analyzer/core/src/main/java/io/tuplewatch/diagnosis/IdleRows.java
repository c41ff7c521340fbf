package io.tuplewatch.diagnosis;

import io.tuplewatch.diagnosis.IdleRow.Past;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts connects by {@link IdleRow}. Not thread-safe while it is added to. */
final class IdleRows {

  /** What is counted of a use, the same for each asking. Thread-safe. */
  interface Counted {
    /** Whether the use at a place is a connect that counts. */
    boolean counts(int place);

    /** Whether it is one of those in question: "failed", for one. */
    boolean inQuestion(int place);
  }

  private final long[] edges;
  private final long[] connects;
  private final long[] inQuestion;

  private IdleRows(long[] edges) {
    this.edges = edges;
    this.connects = new long[edges.length + 3];
    this.inQuestion = new long[edges.length + 3];
  }

  /**
   * Of each destination by its number: its rows, shortest idle first, then never used, then not
   * known; empty without connects that count. O(n), on all processors.
   *
   * @param edges of the rows of known idle time by number, ascending, ns; null of destinations that
   *     are not asked about
   */
  static List<List<IdleRow>> of(ClassifiedUses uses, long[] @Nullable [] edges, Counted counted) {
    int parts = Runtime.getRuntime().availableProcessors();
    @Nullable IdleRows[] rows =
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(part -> part(uses, edges, counted, part, parts))
            .reduce(IdleRows::merge)
            .orElseThrow();
    return Arrays.stream(rows).map(own -> own == null ? List.<IdleRow>of() : own.rows()).toList();
  }

  private static @Nullable IdleRows[] part(
      ClassifiedUses uses, long[] @Nullable [] edges, Counted counted, int part, int parts) {
    @Nullable IdleRows[] rows = new @Nullable IdleRows[edges.length];
    int end = (int) ((part + 1L) * uses.size() / parts);
    for (int place = (int) ((long) part * uses.size() / parts); place < end; place++) {
      int number = uses.destination(place);
      long[] ownEdges = edges[number];
      if (ownEdges != null && counted.counts(place)) {
        IdleRows own = rows[number];
        if (own == null) {
          own = new IdleRows(ownEdges);
          rows[number] = own;
        }
        own.add(uses.kind(place), uses.idle(place), counted.inQuestion(place));
      }
    }
    return rows;
  }

  private static @Nullable IdleRows[] merge(@Nullable IdleRows[] one, @Nullable IdleRows[] other) {
    for (int number = 0; number < one.length; number++) {
      IdleRows own = one[number];
      IdleRows more = other[number];
      if (own == null) {
        one[number] = more;
      } else if (more != null) {
        own.add(more);
      }
    }
    return one;
  }

  private void add(UseKind kind, long idle, boolean one) {
    int row =
        switch (kind) {
          case EARLY_REUSE, LATE_REUSE -> reused(idle);
          case FIRST_USE -> edges.length + 1;
          case UNKNOWN, OVERLAP -> edges.length + 2;
        };
    connects[row]++;
    inQuestion[row] += one ? 1 : 0;
  }

  private int reused(long idle) {
    int found = Arrays.binarySearch(edges, idle);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private void add(IdleRows more) {
    for (int row = 0; row < connects.length; row++) {
      connects[row] += more.connects[row];
      inQuestion[row] += more.inQuestion[row];
    }
  }

  private List<IdleRow> rows() {
    List<IdleRow> rows = new ArrayList<>();
    for (int row = 0; row <= edges.length; row++) {
      long from = row == 0 ? 0 : edges[row - 1];
      add(rows, Past.REUSED, from, row < edges.length ? edges[row] : Long.MAX_VALUE, row);
    }
    add(rows, Past.NEVER_USED, 0, Long.MAX_VALUE, edges.length + 1);
    add(rows, Past.NOT_KNOWN, 0, Long.MAX_VALUE, edges.length + 2);
    return rows;
  }

  private void add(List<IdleRow> rows, Past past, long from, long to, int row) {
    if (connects[row] > 0) {
      rows.add(new IdleRow(past, from, to, new Tally(inQuestion[row], connects[row])));
    }
  }
}
