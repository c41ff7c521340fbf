package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Connects of one destination while they are counted. Not thread-safe. */
final class DestinationCount {

  private final Map<Long, String> hostNamesByJvm;
  private final Tallies tallies;
  private final NameCounts hosts = new NameCounts();
  private final NameCounts hostNames = new NameCounts();
  private @Nullable String host;
  private long jvmId;
  private long unnoted;

  /** {@code comparisonHistory} as {@link Tallies} takes it. */
  DestinationCount(long comparisonHistory, Map<Long, String> hostNamesByJvm) {
    this.hostNamesByJvm = hostNamesByJvm;
    this.tallies = new Tallies(comparisonHistory);
  }

  /** Takes a connect that worked or failed, its result and its history. */
  void add(ClassifiedUses connects, int index, AttemptResult result, long history) {
    tallies.add(connects, index, result, history);
    String nextHost = connects.host(index);
    long nextJvm = connects.jvmId(index);
    if (jvmId != nextJvm || !Objects.equals(host, nextHost)) {
      note();
      host = nextHost;
      jvmId = nextJvm;
    }
    unnoted++;
  }

  /** Adds all counts of another. */
  DestinationCount merge(DestinationCount other) {
    other.note();
    tallies.merge(other.tallies);
    hosts.addAll(other.hosts);
    hostNames.addAll(other.hostNames);
    return this;
  }

  /** Names are counted in runs: they seldom change from one connect to the next. */
  private void note() {
    count(host, hosts);
    count(hostNamesByJvm.get(jvmId), hostNames);
    unnoted = 0;
  }

  DestinationReuse reuse(Destination destination) {
    note();
    return new DestinationReuse(destination, hosts.most(), hostNames.most(), tallies);
  }

  private void count(@Nullable String name, NameCounts counts) {
    if (name != null && unnoted > 0) {
      counts.add(name, unnoted);
    }
  }
}
