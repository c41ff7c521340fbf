package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Jvm;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
      ClassifiedUses connects, long firewallTimeoutNanos, Map<Long, Jvm> jvms) {
    Map<Long, String> hostNames = hostNames(jvms);
    @Nullable Count[] counts = new @Nullable Count[connects.all().destinations()];
    for (int i = 0; i < connects.size(); i++) {
      if (connects.result(i).judged()) {
        int destination = connects.destination(i);
        Count count = counts[destination];
        if (count == null) {
          count = new Count(firewallTimeoutNanos);
          counts[destination] = count;
        }
        count.add(connects, i, hostNames);
      }
    }
    List<DestinationReuse> destinations = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      Count count = counts[i];
      if (count != null) {
        destinations.add(count.of(Destination.of(connects.all().key(i, 0)), hostNames));
      }
    }
    destinations.sort(WORST_FIRST);
    return destinations;
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
    private @Nullable String host;
    private long jvmId;
    private long unnoted;

    Count(long firewallTimeoutNanos) {
      tallies = new Tallies(firewallTimeoutNanos);
    }

    void add(ClassifiedUses connects, int i, Map<Long, String> hostNamesByJvm) {
      tallies.add(
          connects.kind(i),
          connects.result(i) == AttemptResult.FAILED,
          connects.history(i),
          connects.workedBefore(i));
      String nextHost = connects.host(i);
      if (jvmId != connects.jvmId(i) || !Objects.equals(host, nextHost)) {
        note(hostNamesByJvm);
        host = nextHost;
        jvmId = connects.jvmId(i);
      }
      unnoted++;
    }

    /** Names are counted in runs: they seldom change from one connect to the next. */
    private void note(Map<Long, String> hostNamesByJvm) {
      count(host, hosts);
      count(hostNamesByJvm.get(jvmId), hostNames);
      unnoted = 0;
    }

    DestinationReuse of(Destination destination, Map<Long, String> hostNamesByJvm) {
      note(hostNamesByJvm);
      return new DestinationReuse(destination, most(hosts), most(hostNames), tallies);
    }

    private void count(@Nullable String name, Map<String, Long> counts) {
      if (name != null && unnoted > 0) {
        counts.merge(name, unnoted, Long::sum);
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
