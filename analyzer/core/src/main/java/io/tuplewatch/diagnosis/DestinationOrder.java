package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.parallel.InParallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Puts destinations in order: most failed early reuses first, then most early reuses. */
final class DestinationOrder {

  private DestinationOrder() {}

  /** What a destination is ranked by: added up once, not at every comparison. */
  private record Ranked<T>(T each, Destination destination, long failed, long early, long connects)
      implements Comparable<Ranked<T>> {

    static <T> Ranked<T> of(T each, DestinationReuse reuse) {
      Tallies tallies = reuse.tallies();
      return new Ranked<>(
          each,
          reuse.destination(),
          tallies.failedEarlyReuses(),
          tallies.earlyReuses().connects(),
          tallies.all().connects());
    }

    @Override
    public int compareTo(Ranked<T> other) {
      if (failed != other.failed) {
        return Long.compare(other.failed, failed);
      }
      if (early != other.early) {
        return Long.compare(other.early, early);
      }
      return connects == other.connects
          ? destination.compareTo(other.destination)
          : Long.compare(other.connects, connects);
    }
  }

  /** {@code reuse} gives what was counted of each. O(n log n), on all processors. */
  static <T> List<T> worstFirst(List<T> destinations, Function<T, DestinationReuse> reuse) {
    List<Ranked<T>> ranked = new ArrayList<>(destinations.size());
    destinations.forEach(each -> ranked.add(Ranked.of(each, reuse.apply(each))));
    InParallel.forEachRange(
        ranked.size(), range -> Collections.sort(ranked.subList(range.from(), range.to())));
    Collections.sort(ranked); // merges the ranges, each of which is in order
    return ranked.stream().map(Ranked::each).toList();
  }
}
