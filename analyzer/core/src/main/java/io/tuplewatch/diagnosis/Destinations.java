package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Connects by destination. */
final class Destinations {

  private static final Comparator<DestinationReuse> WORST_FIRST =
      Comparator.comparingLong((DestinationReuse d) -> -d.tallies().failedEarlyReuses())
          .thenComparingLong(d -> -d.tallies().earlyReuses().connects())
          .thenComparingLong(d -> -d.tallies().all().connects())
          .thenComparing(DestinationReuse::destination);

  private Destinations() {}

  static List<DestinationReuse> of(List<ClassifiedUse> connects, long firewallTimeoutNanos) {
    Map<Destination, Count> byDestination = new HashMap<>();
    for (ClassifiedUse connect : connects) {
      byDestination
          .computeIfAbsent(
              Destination.of(connect.use().key()), d -> new Count(firewallTimeoutNanos))
          .add(connect);
    }
    return byDestination.entrySet().stream()
        .map(e -> new DestinationReuse(e.getKey(), e.getValue().host(), e.getValue().tallies))
        .sorted(WORST_FIRST)
        .toList();
  }

  /** Connects of one destination while they are counted. */
  private static final class Count {
    final Tallies tallies;
    final Map<String, Long> hosts = new TreeMap<>();

    Count(long firewallTimeoutNanos) {
      tallies = new Tallies(firewallTimeoutNanos);
    }

    void add(ClassifiedUse connect) {
      tallies.add(connect);
      String host = connect.use().details().host();
      if (host != null) {
        hosts.merge(host, 1L, Long::sum);
      }
    }

    @Nullable String host() {
      String most = null;
      long count = 0;
      for (Map.Entry<String, Long> host : hosts.entrySet()) {
        if (host.getValue() > count) {
          most = host.getKey();
          count = host.getValue();
        }
      }
      return most;
    }
  }
}
