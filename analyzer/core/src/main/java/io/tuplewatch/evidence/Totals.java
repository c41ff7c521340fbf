package io.tuplewatch.evidence;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.connection.NamespaceOpens;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the evidence of each destination needs to know of all recordings. Immutable.
 *
 * @param shares how much of each network namespace's connects was recorded, by its name
 * @param counted what agents counted that left connects out of the recording
 * @param sources by remote address and port, how many destinations there are
 */
public record Totals(
    Map<String, RecordedShare> shares,
    List<CountedDestination> counted,
    Map<String, Integer> sources)
    implements Serializable {

  /** Counts recordings, or a part of them that has all connects to a destination or none. O(n). */
  public static Totals of(ConnectionLog log, ClassifiedUses uses) {
    return new Totals(RecordedShare.of(log.opens(), uses), log.counted(), sources(uses));
  }

  static Totals of(List<NamespaceOpens> opens, ClassifiedUses uses) {
    return new Totals(RecordedShare.of(opens, uses), List.of(), Map.of());
  }

  private static Map<String, Integer> sources(ClassifiedUses uses) {
    BitSet numbers = new BitSet();
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index).judged()) {
        numbers.set(uses.destination(index));
      }
    }
    Map<String, Integer> sources = new HashMap<>();
    numbers.stream()
        .mapToObj(number -> uses.all().key(number, 0).tuple())
        .map(tuple -> endpoint(tuple.remoteAddress(), tuple.remotePort()))
        .forEach(endpoint -> sources.merge(endpoint, 1, Integer::sum));
    return sources;
  }

  /** What {@link #sources} and {@link #countedByEndpoint} go by. */
  static String endpoint(@Nullable String remoteAddress, int remotePort) {
    return remoteAddress + " " + remotePort;
  }

  /** With those of a part that has other destinations. */
  public Totals and(Totals other) {
    Map<String, RecordedShare> bothShares = new HashMap<>(shares);
    other.shares.forEach((name, share) -> bothShares.merge(name, share, RecordedShare::and));
    Map<String, Integer> bothSources = new HashMap<>(sources);
    other.sources.forEach((name, count) -> bothSources.merge(name, count, Integer::sum));
    List<CountedDestination> bothCounted =
        CountedDestination.together(
            Stream.concat(counted.stream(), other.counted.stream()).toList());
    return new Totals(bothShares, bothCounted, bothSources);
  }

  /** Leaves out what the agents say. */
  public Totals ofConnectsAlone() {
    return new Totals(shares, List.of(), sources);
  }

  RecordedShare share(NamespaceOpens opens) {
    return shares.getOrDefault(opens.namespace(), new RecordedShare(opens, 0));
  }

  int sources(String endpoint) {
    return sources.getOrDefault(endpoint, 0);
  }

  Map<String, CountedDestination> countedByEndpoint() {
    Map<String, CountedDestination> byEndpoint = new HashMap<>();
    counted.forEach(one -> byEndpoint.put(endpoint(one.address(), one.port()), one));
    return byEndpoint;
  }
}
