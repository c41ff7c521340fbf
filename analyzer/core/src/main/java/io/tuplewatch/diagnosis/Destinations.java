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

  private static final Comparator<DestinationReuse> WORST_FIRST =
      Comparator.comparingLong((DestinationReuse d) -> -d.tallies().failedEarlyReuses())
          .thenComparingLong(d -> -d.tallies().earlyReuses().connects())
          .thenComparingLong(d -> -d.tallies().all().connects())
          .thenComparing(DestinationReuse::destination);

  /** Puts destinations in their order. */
  static Destinations inOrder(List<DestinationReuse> destinations, Map<AttemptResult, Long> apart) {
    return new Destinations(destinations.stream().sorted(WORST_FIRST).toList(), apart);
  }
}
