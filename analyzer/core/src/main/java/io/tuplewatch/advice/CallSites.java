package io.tuplewatch.advice;

import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the connects of each line of code. Not thread-safe. */
public final class CallSites implements Serializable {

  private static final long serialVersionUID = 1;

  private static final int MOST = 5;
  private static final int MOST_POOLS = 3;

  private static final class Count implements Serializable {

    private static final long serialVersionUID = 1;

    private long connects;
    private long failedEarlyReuses;

    private void add(boolean failed) {
      connects++;
      failedEarlyReuses += failed ? 1 : 0;
    }

    private void add(Count other) {
      connects += other.connects;
      failedEarlyReuses += other.failedEarlyReuses;
    }
  }

  private static final Comparator<Count> BUSIEST =
      Comparator.comparingLong((Count count) -> count.failedEarlyReuses)
          .thenComparingLong(count -> count.connects)
          .reversed();

  private final Map<@Nullable String, Count> lines = new HashMap<>();
  private final Map<@Nullable String, Map<String, Count>> pools = new HashMap<>();

  CallSites() {}

  /**
   * Of the connects to some destinations.
   *
   * @param destinations the numbers of those that count
   */
  static CallSites of(ClassifiedUses uses, Set<Integer> destinations) {
    CallSites sites = new CallSites();
    for (int index = 0; index < uses.size(); index++) {
      if (destinations.contains(uses.destination(index)) && uses.result(index).judged()) {
        long row = uses.row(index);
        String line = uses.all().callSiteName(uses.all().callSite(row));
        sites.add(line, uses.all().threadPool(row), uses.failedEarlyReuse(index));
      }
    }
    return sites;
  }

  void addAll(CallSites other) {
    other.lines.forEach((line, count) -> ofLine(line).add(count));
    other.pools.forEach(
        (line, counts) -> counts.forEach((pool, count) -> ofPool(line, pool).add(count)));
  }

  private void add(@Nullable String line, @Nullable String pool, boolean failed) {
    ofLine(line).add(failed);
    if (pool != null) {
      ofPool(line, pool).add(failed);
    }
  }

  private Count ofLine(@Nullable String line) {
    return lines.computeIfAbsent(line, key -> new Count());
  }

  private Count ofPool(@Nullable String line, String pool) {
    return pools
        .computeIfAbsent(line, key -> new HashMap<>())
        .computeIfAbsent(pool, key -> new Count());
  }

  /** The lines with most failed early reuses first, of equally many those with most connects. */
  List<CallSite> busiest() {
    return lines.keySet().stream()
        .sorted(
            Comparator.comparing(lines::get, BUSIEST)
                .thenComparing(String::valueOf, Comparator.naturalOrder()))
        .limit(MOST)
        .map(this::callSite)
        .toList();
  }

  private CallSite callSite(@Nullable String line) {
    Count count = lines.getOrDefault(line, new Count());
    Map<String, Count> poolsOfLine = pools.getOrDefault(line, Map.of());
    List<String> busiestPools =
        poolsOfLine.keySet().stream()
            .sorted(
                Comparator.comparing(
                        (String pool) -> poolsOfLine.getOrDefault(pool, count), BUSIEST)
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_POOLS)
            .toList();
    return new CallSite(line, busiestPools, count.connects, count.failedEarlyReuses);
  }
}
