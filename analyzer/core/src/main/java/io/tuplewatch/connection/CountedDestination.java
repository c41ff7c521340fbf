package io.tuplewatch.connection;

import io.tuplewatch.recording.CountsEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Connects of one destination as the agents counted them, written or not, in all recordings. Early
 * is what the agent's own option {@code firewall-timeout} calls so.
 *
 * @param address null: destinations that the agent did not tell apart
 * @param counts one for each JVM and minute, in no order
 */
public record CountedDestination(@Nullable String address, int port, List<Counts> counts)
    implements Serializable {

  /**
   * Of one JVM, since its counts before.
   *
   * @param failures of the connects, not connected
   * @param earlyReuses of the connects
   * @param firstUses of the connects, on tuples of which the agent remembered no use
   */
  public record Counts(
      long connects, long failures, long earlyReuses, long failedEarlyReuses, long firstUses)
      implements Serializable {}

  public CountedDestination {
    counts = List.copyOf(counts);
  }

  static CountedDestination of(CountsEvent event) {
    Counts counts =
        new Counts(
            event.connects(),
            event.failures(),
            event.earlyReuses(),
            event.failedEarlyReuses(),
            event.firstUses());
    return new CountedDestination(event.address(), event.port(), List.of(counts));
  }

  /**
   * One for each address and port: most failed early reuses first, then most connects, then by
   * address and port.
   */
  public static List<CountedDestination> together(List<CountedDestination> parts) {
    Map<String, List<Counts>> counts = new HashMap<>();
    Map<String, CountedDestination> named = new HashMap<>();
    for (CountedDestination part : parts) {
      String name = part.address() + " " + part.port();
      named.put(name, part);
      counts.computeIfAbsent(name, any -> new ArrayList<>()).addAll(part.counts());
    }
    List<CountedDestination> inOrder = new ArrayList<>();
    named.forEach(
        (name, one) ->
            inOrder.add(
                new CountedDestination(
                    one.address(), one.port(), counts.getOrDefault(name, List.of()))));
    inOrder.sort(
        Comparator.comparingLong(CountedDestination::failedEarlyReuses)
            .thenComparingLong(CountedDestination::connects)
            .reversed()
            .thenComparing(counted -> String.valueOf(counted.address()))
            .thenComparingInt(CountedDestination::port));
    return List.copyOf(inOrder);
  }

  /** Attempts that ended. */
  public long connects() {
    return sum(Counts::connects);
  }

  /** Attempts that ended and did not connect. */
  public long failures() {
    return sum(Counts::failures);
  }

  /** Connects that were an early reuse. */
  public long earlyReuses() {
    return sum(Counts::earlyReuses);
  }

  /** Early reuses that did not connect. */
  public long failedEarlyReuses() {
    return sum(Counts::failedEarlyReuses);
  }

  /** Connects on tuples of which the agent remembered no use. */
  public long firstUses() {
    return sum(Counts::firstUses);
  }

  private long sum(ToLongFunction<Counts> count) {
    return counts.stream().mapToLong(count).sum();
  }

  /** Connects that were no early reuse. */
  public long others() {
    return connects() - earlyReuses();
  }

  /** How many of these did not connect. */
  public long failedOthers() {
    return failures() - failedEarlyReuses();
  }
}
