package io.tuplewatch.advice;

import io.tuplewatch.reuse.ClassifiedUses;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the connects of each line of code. Not thread-safe. */
final class CallSites {

  private static final int MOST = 5;
  private static final int MOST_POOLS = 3;

  private static final class Count {
    private long connects;
    private long failedEarlyReuses;

    private void add(boolean failed) {
      connects++;
      failedEarlyReuses += failed ? 1 : 0;
    }
  }

  private static final Comparator<Count> BUSIEST =
      Comparator.comparingLong((Count count) -> count.failedEarlyReuses)
          .thenComparingLong(count -> count.connects)
          .reversed();

  private final Map<@Nullable String, Count> lines = new HashMap<>();
  private final Map<@Nullable String, Map<String, Count>> pools = new HashMap<>();

  private CallSites() {}

  /**
   * The lines with most failed early reuses first, of equally many those with most connects.
   *
   * @param destinations the numbers of those that count
   */
  static List<CallSite> of(ClassifiedUses uses, Set<Integer> destinations) {
    CallSites sites = new CallSites();
    for (int index = 0; index < uses.size(); index++) {
      if (destinations.contains(uses.destination(index)) && uses.result(index).judged()) {
        long row = uses.row(index);
        String line = uses.all().callSiteName(uses.all().callSite(row));
        sites.add(line, uses.all().threadPool(row), uses.failedEarlyReuse(index));
      }
    }
    return sites.busiest();
  }

  private void add(@Nullable String line, @Nullable String pool, boolean failed) {
    lines.computeIfAbsent(line, key -> new Count()).add(failed);
    Map<String, Count> poolsOfLine = pools.computeIfAbsent(line, key -> new HashMap<>());
    if (pool != null) {
      poolsOfLine.computeIfAbsent(pool, key -> new Count()).add(failed);
    }
  }

  private List<CallSite> busiest() {
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
