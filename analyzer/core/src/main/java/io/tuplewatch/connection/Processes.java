package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tells processes apart that have one JVM id: of a snapshot that is restored twice, both go on with
 * the id of the agent's load, and with its numbers of connections. Another boot, network namespace
 * or container is another process; so is one that says something else of the same connection, of
 * which every 64th is looked at. The first process keeps the id, the others get one each. Not
 * thread-safe.
 */
final class Processes {

  private static final String UNKNOWN = "";

  private record Instance(long jvmId, String host, int copy) {}

  private final Map<Long, String> firstHosts = new HashMap<>();
  private final Map<Instance, Map<Long, Long>> starts = new HashMap<>();
  private final Set<Instance> others = new HashSet<>();

  /** Processes that had the JVM id of another. */
  int others() {
    return others.size();
  }

  /** From JVM ids of the chunk to those of its processes; what is not there keeps its id. */
  Map<Long, Long> jvms(ChunkFacts chunk) {
    Map<Long, String> hosts = new HashMap<>();
    for (SettingsEvent settings : chunk.settings()) {
      hosts.putIfAbsent(settings.jvmId(), host(settings));
    }
    Map<Long, Map<Long, Long>> sampled = chunk.samples();
    sampled.keySet().forEach(jvmId -> hosts.putIfAbsent(jvmId, UNKNOWN));
    Map<Long, Long> renamed = new HashMap<>();
    hosts.forEach(
        (jvmId, host) -> {
          Instance process = process(jvmId, host, sampled.getOrDefault(jvmId, Map.of()));
          if (isOther(process)) {
            others.add(process);
            renamed.put(jvmId, idOf(process));
          }
        });
    return renamed;
  }

  /** It is the same in every run: reports of the same recordings are equal. */
  private static long idOf(Instance process) {
    long seed = (long) process.host().hashCode() + process.copy();
    return new SplittableRandom(seed).nextLong() ^ process.jvmId();
  }

  private static String host(SettingsEvent settings) {
    String boot = settings.bootId();
    return boot == null || boot.isEmpty()
        ? UNKNOWN
        : boot + "/" + settings.networkNamespace() + "/" + settings.containerId();
  }

  /** The one that says the same of these connects, or nothing of them. */
  private Instance process(long jvmId, String host, Map<Long, Long> sampled) {
    String known = host.equals(UNKNOWN) ? firstHosts.getOrDefault(jvmId, UNKNOWN) : host;
    firstHosts.merge(jvmId, known, (first, now) -> first.equals(UNKNOWN) ? now : first);
    for (int copy = 0; ; copy++) {
      Instance process = new Instance(jvmId, known, copy);
      Map<Long, Long> before = starts.computeIfAbsent(process, p -> new HashMap<>());
      boolean same =
          sampled.entrySet().stream()
              .allMatch(s -> before.getOrDefault(s.getKey(), s.getValue()).equals(s.getValue()));
      if (same) {
        before.putAll(sampled);
        return process;
      }
    }
  }

  private boolean isOther(Instance process) {
    return process.copy() > 0 || !process.host().equals(firstHosts.get(process.jvmId()));
  }
}
