package io.tuplewatch.evidence;

import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.evidence.comparison.BenjaminiHochberg;
import io.tuplewatch.evidence.comparison.MultipleTests;
import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UsesByDestination;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The evidence of every destination. Immutable. */
public final class Evidence implements Serializable {

  private static final long serialVersionUID = 1;

  private final Map<Destination, DestinationEvidence> destinations = new ConcurrentHashMap<>();

  private final Map<String, RecordedShare> seen = new HashMap<>();

  private Evidence(List<RecordedShare> shares) {
    shares.forEach(share -> seen.put(share.opens().namespace(), share));
  }

  /** How much of each network namespace's connects was recorded, where the kernel's count is. */
  public List<RecordedShare> seen() {
    return seen.values().stream()
        .sorted(Comparator.comparing(share -> share.opens().namespace()))
        .toList();
  }

  /**
   * O(n log n), and up to 1000 permutations of the failures. Uses all processors; the result does
   * not depend on how many.
   *
   * @param opens what the kernel counted, for each network namespace
   */
  public static Evidence of(List<NamespaceOpens> opens, ReuseLog reuses) {
    return of(opens, Totals.of(opens, reuses.uses()), reuses, MultipleTests.NONE);
  }

  /**
   * The same where other destinations were looked at elsewhere.
   *
   * @param totals of all recordings
   * @param elsewhere the tests there
   */
  public static Evidence of(
      List<NamespaceOpens> opens, Totals totals, ReuseLog reuses, MultipleTests elsewhere) {
    Evidence evidence = new Evidence(opens.stream().map(totals::share).toList());
    evidence.collect(reuses);
    evidence.compareCounts(totals);
    evidence.adjust(elsewhere);
    return evidence;
  }

  /** By address realm, all its namespaces together: unrecorded connects for each recorded one. */
  private Map<String, Double> unseenPerSeen() {
    Map<String, long[]> byRealm = new HashMap<>();
    for (RecordedShare share : seen.values()) {
      long[] counts = byRealm.computeIfAbsent(share.opens().realm(), realm -> new long[2]);
      counts[0] += share.seen();
      counts[1] += share.unseen();
    }
    Map<String, Double> unseen = new HashMap<>();
    byRealm.forEach(
        (realm, counts) -> unseen.put(realm, counts[0] == 0 ? 0 : counts[1] / (double) counts[0]));
    return unseen;
  }

  private void collect(ReuseLog reuses) {
    ClassifiedUses uses = reuses.uses();
    IdleTimeout timeout = reuses.timeout();
    IdleBins bins = new IdleBins(timeout.length().toNanos());
    Map<String, Double> unseenPerSeen = unseenPerSeen();
    new UsesByDestination(uses)
        .forEach(
            destination -> true,
            destination -> new DestinationConnects(bins, uses, timeout),
            (connects, index) -> {
              if (uses.result(index).judged()) {
                connects.add(index);
              }
            },
            (connects, number) -> {
              if (connects.count() > 0) {
                Destination destination = Destination.of(uses.all().key(number, 0));
                double unseen = unseenPerSeen.getOrDefault(destination.realm(), 0.0);
                destinations.put(destination, connects.conclude(unseen));
              }
            });
  }

  /** That of destinations that were looked at apart from each other. */
  public static Evidence together(List<Evidence> parts) {
    Evidence all = new Evidence(List.of());
    for (Evidence part : parts) {
      all.destinations.putAll(part.destinations);
      all.seen.putAll(part.seen);
    }
    return all;
  }

  /** From several local addresses the counts are of all of them together, and compare none. */
  private void compareCounts(Totals totals) {
    Map<String, CountedDestination> counted = totals.countedByEndpoint();
    if (counted.isEmpty()) {
      return;
    }
    destinations.forEach(
        (destination, own) -> {
          String endpoint = Totals.endpoint(destination.remoteAddress(), destination.remotePort());
          CountedDestination counts = counted.get(endpoint);
          if (counts != null) {
            own.compareCounts(
                totals.sources(endpoint) == 1
                    ? CountedComparison.of(counts)
                    : StratifiedTest.of(List.of()));
          }
        });
  }

  private List<DestinationEvidence> tested() {
    return destinations.values().stream()
        .filter(one -> one.comparison().informative() > 0)
        .toList();
  }

  /** p of the comparisons that tell anything. */
  public List<Double> comparisons() {
    return tested().stream().map(one -> one.comparison().p()).sorted().toList();
  }

  private void adjust(MultipleTests elsewhere) {
    List<DestinationEvidence> tested = tested();
    List<Double> p = tested.stream().map(one -> one.comparison().p()).toList();
    double[] adjusted = BenjaminiHochberg.adjusted(p, elsewhere.comparisons());
    for (int i = 0; i < adjusted.length; i++) {
      tested.get(i).adjust(adjusted[i]);
    }
  }

  /** That of the destination of a tuple that worked or failed. */
  public DestinationEvidence destination(ReuseKey key) {
    return destination(Destination.of(key));
  }

  /** That of a destination with a connect that worked or failed. */
  public DestinationEvidence destination(Destination destination) {
    DestinationEvidence found = destinations.get(destination);
    if (found == null) {
      throw new IllegalArgumentException("no connect to " + destination);
    }
    return found;
  }
}
