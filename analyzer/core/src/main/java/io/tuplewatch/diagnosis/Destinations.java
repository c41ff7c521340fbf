package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.recording.SettingsEvent;
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

  /** {@code firewallTimeoutNanos} is W, ns; {@code jvms} by JVM id. */
  static List<DestinationReuse> of(
      List<ClassifiedUse> connects, long firewallTimeoutNanos, Map<Long, Jvm> jvms) {
    Map<Long, String> hostNames = hostNames(jvms);
    Map<Destination, Count> byDestination = new HashMap<>();
    for (ClassifiedUse connect : connects) {
      byDestination
          .computeIfAbsent(
              Destination.of(connect.use().key()), d -> new Count(firewallTimeoutNanos))
          .add(connect, hostNames.get(connect.use().jvmId()));
    }
    return byDestination.entrySet().stream()
        .map(e -> e.getValue().of(e.getKey()))
        .sorted(WORST_FIRST)
        .toList();
  }

  /** The first recorded of each JVM that has one. */
  private static Map<Long, String> hostNames(Map<Long, Jvm> jvms) {
    Map<Long, String> names = new HashMap<>();
    for (Jvm jvm : jvms.values()) {
      for (SettingsEvent settings : jvm.settings()) {
        String name = settings.hostName();
        if (name != null && !name.isEmpty()) {
          names.putIfAbsent(jvm.jvmId(), name);
        }
      }
    }
    return names;
  }

  /** Connects of one destination while they are counted. */
  private static final class Count {
    final Tallies tallies;
    final Map<String, Long> hosts = new TreeMap<>();
    final Map<String, Long> hostNames = new TreeMap<>();

    Count(long firewallTimeoutNanos) {
      tallies = new Tallies(firewallTimeoutNanos);
    }

    void add(ClassifiedUse connect, @Nullable String hostName) {
      tallies.add(connect);
      count(connect.use().details().host(), hosts);
      count(hostName, hostNames);
    }

    DestinationReuse of(Destination destination) {
      return new DestinationReuse(destination, most(hosts), most(hostNames), tallies);
    }

    private static void count(@Nullable String name, Map<String, Long> counts) {
      if (name != null) {
        counts.merge(name, 1L, Long::sum);
      }
    }

    private static @Nullable String most(Map<String, Long> counts) {
      String most = null;
      long count = 0;
      for (Map.Entry<String, Long> name : counts.entrySet()) {
        if (name.getValue() > count) {
          most = name.getKey();
          count = name.getValue();
        }
      }
      return most;
    }
  }
}
