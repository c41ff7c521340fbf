package io.tuplewatch.fleet;

import io.tuplewatch.connection.PortsTaken;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.JvmReuse;
import io.tuplewatch.diagnosis.Tallies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs of one host or container.
 *
 * @param hostName null if not recorded; each such JVM is a host of its own
 * @param bootId of its kernel; null if not recorded
 * @param jvms most failed early reuses first
 * @param tallies of all its connects
 * @param causes of its failures
 * @param ports the moment at which most candidates were taken; null if the kernel was not asked
 */
public record FleetHost(
    @Nullable String hostName,
    @Nullable String bootId,
    List<JvmReuse> jvms,
    Tallies tallies,
    Map<Cause, Long> causes,
    @Nullable PortsTaken ports) {

  private record Key(@Nullable String hostName, @Nullable String bootId, long jvmId) {
    static Key of(JvmReuse jvm) {
      boolean known = jvm.hostName() != null;
      return new Key(jvm.hostName(), jvm.bootId(), known ? 0 : jvm.jvmId());
    }
  }

  /** Most failed early reuses first. */
  static List<FleetHost> of(List<JvmReuse> jvms) {
    Map<Key, List<JvmReuse>> byHost = new LinkedHashMap<>();
    for (JvmReuse jvm : jvms) {
      byHost.computeIfAbsent(Key.of(jvm), key -> new ArrayList<>()).add(jvm);
    }
    return byHost.entrySet().stream()
        .map(host -> of(host.getKey(), host.getValue()))
        .sorted(
            Ranking.<FleetHost>worstFirst(FleetHost::tallies)
                .thenComparing(FleetHost::hostName, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(FleetHost::bootId, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private static FleetHost of(Key key, List<JvmReuse> jvms) {
    return new FleetHost(
        key.hostName(),
        key.bootId(),
        List.copyOf(jvms),
        Tallies.sum(jvms.stream().map(JvmReuse::tallies).toList()),
        Ranking.sum(jvms.stream().map(JvmReuse::causes).toList()),
        jvms.stream()
            .map(JvmReuse::ports)
            .filter(Objects::nonNull)
            .max(PortsTaken.BY_SHARE)
            .orElse(null));
  }
}
