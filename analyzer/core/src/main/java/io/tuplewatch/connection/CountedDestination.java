package io.tuplewatch.connection;

import io.tuplewatch.recording.CountsEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connects of one destination as the agents counted them, written or not, in all recordings. Early
 * is what the agent's own option {@code firewall-timeout} calls so.
 *
 * @param address null: destinations that the agent did not tell apart
 * @param failures of the connects, not connected
 * @param earlyReuses of the connects
 * @param firstUses of the connects, on tuples of which the agent remembered no use
 */
public record CountedDestination(
    @Nullable String address,
    int port,
    long connects,
    long failures,
    long earlyReuses,
    long failedEarlyReuses,
    long firstUses)
    implements Serializable {

  static CountedDestination of(CountsEvent event) {
    return new CountedDestination(
        event.address(),
        event.port(),
        event.connects(),
        event.failures(),
        event.earlyReuses(),
        event.failedEarlyReuses(),
        event.firstUses());
  }

  /** Sums, most failed early reuses first, then most connects, then by address and port. */
  public static List<CountedDestination> together(List<CountedDestination> parts) {
    Map<String, CountedDestination> sums = new HashMap<>();
    for (CountedDestination part : parts) {
      sums.merge(part.address() + " " + part.port(), part, CountedDestination::and);
    }
    List<CountedDestination> inOrder = new ArrayList<>(sums.values());
    inOrder.sort(
        Comparator.comparingLong(CountedDestination::failedEarlyReuses)
            .thenComparingLong(CountedDestination::connects)
            .reversed()
            .thenComparing(counted -> String.valueOf(counted.address()))
            .thenComparingInt(CountedDestination::port));
    return List.copyOf(inOrder);
  }

  CountedDestination and(CountedDestination other) {
    return new CountedDestination(
        address,
        port,
        connects + other.connects,
        failures + other.failures,
        earlyReuses + other.earlyReuses,
        failedEarlyReuses + other.failedEarlyReuses,
        firstUses + other.firstUses);
  }

  /** Connects that were no early reuse. */
  public long others() {
    return connects - earlyReuses;
  }

  /** Of these, not connected. */
  public long failedOthers() {
    return failures - failedEarlyReuses;
  }
}
