package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.diagnosis.IdleRow.Past;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts connects by {@link IdleRow}. The edges of a destination's rows are those of its lifetime's
 * interval, and parts of them; of the firewall timeout where no lifetime was found.
 */
final class IdleRows {

  private final long[] edges;
  private final long[] connects;
  private final long[] failed;

  private IdleRows(long[] edges) {
    this.edges = edges;
    this.connects = new long[edges.length + 3];
    this.failed = new long[edges.length + 3];
  }

  /**
   * Of each destination by its number; null of those without connects that worked or failed. O(n),
   * on all processors.
   *
   * @param lifetimes by number; null of destinations that are not asked about
   * @param timeoutNanos W, ns
   */
  static @Nullable IdleRows[] of(
      ClassifiedUses uses, @Nullable Lifetime[] lifetimes, long timeoutNanos) {
    int parts = Runtime.getRuntime().availableProcessors();
    return IntStream.range(0, parts)
        .parallel()
        .mapToObj(part -> part(uses, lifetimes, timeoutNanos, part, parts))
        .reduce(IdleRows::merge)
        .orElseThrow();
  }

  private static @Nullable IdleRows[] part(
      ClassifiedUses uses, @Nullable Lifetime[] lifetimes, long timeoutNanos, int part, int parts) {
    @Nullable IdleRows[] rows = new @Nullable IdleRows[lifetimes.length];
    int end = (int) ((part + 1L) * uses.size() / parts);
    for (int place = (int) ((long) part * uses.size() / parts); place < end; place++) {
      int number = uses.destination(place);
      AttemptResult result = uses.result(place);
      Lifetime lifetime = lifetimes[number];
      if (lifetime != null && result.judged()) {
        IdleRows own = rows[number];
        if (own == null) {
          own = new IdleRows(edges(lifetime, timeoutNanos));
          rows[number] = own;
        }
        own.add(uses.kind(place), uses.idle(place), result == AttemptResult.FAILED);
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

  private static long[] edges(Lifetime lifetime, long timeoutNanos) {
    return switch (lifetime.answer()) {
      case BETWEEN -> {
        long low = lifetime.lowNanos();
        long high = lifetime.highNanos();
        yield new long[] {low / 2, low, high};
      }
      case VARIES -> {
        long half = lifetime.estimateNanos();
        long high = lifetime.highNanos();
        yield new long[] {Math.min(lifetime.lowNanos(), half / 2), half, high};
      }
      case AT_LEAST -> new long[] {lifetime.lowNanos() / 4, lifetime.lowNanos()};
      case NONE_FOUND -> new long[] {timeoutNanos / 16, timeoutNanos / 4, timeoutNanos};
    };
  }

  private void add(UseKind kind, long idle, boolean failure) {
    int row =
        switch (kind) {
          case EARLY_REUSE, LATE_REUSE -> reused(idle);
          case FIRST_USE -> edges.length + 1;
          case UNKNOWN, OVERLAP -> edges.length + 2;
        };
    connects[row]++;
    failed[row] += failure ? 1 : 0;
  }

  private int reused(long idle) {
    int found = Arrays.binarySearch(edges, idle);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private void add(IdleRows more) {
    for (int row = 0; row < connects.length; row++) {
      connects[row] += more.connects[row];
      failed[row] += more.failed[row];
    }
  }

  /** Those that hold connects: shortest idle first, then never used, then not known. */
  List<IdleRow> rows() {
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
      rows.add(new IdleRow(past, from, to, new Tally(failed[row], connects[row])));
    }
  }
}
