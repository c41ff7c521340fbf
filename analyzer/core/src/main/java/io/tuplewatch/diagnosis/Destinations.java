package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Connects by destination.
 *
 * @param worstFirst most failed early reuses first, then most early reuses
 * @param apart attempts with a tuple that are in no failure rate, by result
 */
record Destinations(List<DestinationReuse> worstFirst, Map<AttemptResult, Long> apart) {

  /** A destination, and what it is ranked by: added up once, not at every comparison. */
  private record Ranked(DestinationReuse reuse, long failed, long early, long connects) {

    static final Comparator<Ranked> WORST_FIRST =
        Comparator.comparingLong((Ranked each) -> -each.failed())
            .thenComparingLong(each -> -each.early())
            .thenComparingLong(each -> -each.connects())
            .thenComparing(each -> each.reuse().destination());

    static Ranked of(DestinationReuse reuse) {
      Tallies tallies = reuse.tallies();
      return new Ranked(
          reuse,
          tallies.failedEarlyReuses(),
          tallies.earlyReuses().connects(),
          tallies.all().connects());
    }
  }

  /** Puts destinations in their order. */
  static Destinations inOrder(List<DestinationReuse> destinations, Map<AttemptResult, Long> apart) {
    List<DestinationReuse> worstFirst =
        destinations.stream()
            .map(Ranked::of)
            .sorted(Ranked.WORST_FIRST)
            .map(Ranked::reuse)
            .toList();
    return new Destinations(worstFirst, apart);
  }
}
