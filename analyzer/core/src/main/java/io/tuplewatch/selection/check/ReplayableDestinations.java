package io.tuplewatch.selection.check;

import io.tuplewatch.selection.recorded.RecordedDestination;
import java.util.ArrayList;
import java.util.List;

/**
 * The destinations whose range in force is known, with their checks. Immutable.
 *
 * @param destinations in the order in which they were checked
 * @param checks of the same destinations, in the same order
 */
public record ReplayableDestinations(
    List<RecordedDestination> destinations, List<DestinationCheck> checks) {

  /** Those of the destinations that a check was made of. */
  public static ReplayableDestinations of(List<RecordedDestination> checked, SelectionCheck check) {
    List<RecordedDestination> destinations = new ArrayList<>();
    List<DestinationCheck> checks = new ArrayList<>();
    for (int i = 0; i < checked.size(); i++) {
      DestinationCheck own = check.destinations().get(i);
      if (own.verdict().rangeKnown()) {
        destinations.add(checked.get(i));
        checks.add(own);
      }
    }
    return new ReplayableDestinations(List.copyOf(destinations), List.copyOf(checks));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return destinations.isEmpty();
  }
}
