package io.tuplewatch.report.table;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a four-tuple was used: connects that worked or failed.
 *
 * @param host the name of its first connect
 * @param shortestIdle ns; {@link Use#UNKNOWN} if it was never seen reused
 * @param first start of its first connect, epoch ns
 * @param last start of its last one, epoch ns
 */
public record TupleUses(
    ReuseKey key,
    @Nullable String host,
    long connects,
    long failures,
    long earlyReuses,
    long failedEarlyReuses,
    long shortestIdle,
    long first,
    long last) {

  private static final int PORT_BITS = 16;

  private static final Comparator<TupleUses> WORST_FIRST =
      Comparator.comparingLong((TupleUses t) -> -t.failures)
          .thenComparingLong(t -> -t.earlyReuses)
          .thenComparingLong(t -> -t.connects)
          .thenComparingLong(TupleUses::first);

  /** All tuples, most failures first, then most early reuses. O(n); 100 bytes for each tuple. */
  public static List<TupleUses> of(ClassifiedUses uses) {
    Map<Long, Counter> counters = new HashMap<>();
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index).judged()) {
        int port = uses.all().localPort(uses.row(index));
        long tuple = ((long) uses.destination(index) << PORT_BITS) | port;
        counters.computeIfAbsent(tuple, t -> new Counter()).add(uses, index);
      }
    }
    Uses all = uses.all();
    return counters.values().stream()
        .map(counter -> counter.uses(all))
        .sorted(WORST_FIRST)
        .toList();
  }

  private static final class Counter {
    private long firstRow = Use.UNKNOWN;
    private long connects;
    private long failures;
    private long earlyReuses;
    private long failedEarlyReuses;
    private long shortestIdle = Use.UNKNOWN;
    private long last;

    void add(ClassifiedUses uses, int index) {
      firstRow = connects == 0 ? uses.row(index) : firstRow;
      last = uses.wallTime(index);
      connects++;
      boolean failed = uses.result(index) == AttemptResult.FAILED;
      failures += failed ? 1 : 0;
      earlyReuses += uses.kind(index) == UseKind.EARLY_REUSE ? 1 : 0;
      failedEarlyReuses += uses.failedEarlyReuse(index) ? 1 : 0;
      long idle = uses.idle(index);
      if (idle != Use.UNKNOWN && (shortestIdle == Use.UNKNOWN || idle < shortestIdle)) {
        shortestIdle = idle;
      }
    }

    TupleUses uses(Uses all) {
      return new TupleUses(
          all.key(all.destination(firstRow), all.localPort(firstRow)),
          all.host(firstRow),
          connects,
          failures,
          earlyReuses,
          failedEarlyReuses,
          shortestIdle,
          all.wallTime(firstRow),
          last);
    }
  }
}
