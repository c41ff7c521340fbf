package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.PortsTaken;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connects of one JVM.
 *
 * @param bootId of its kernel, the first recorded; null if none was
 * @param hostName of its host or container, the first recorded; null if none was
 * @param causes failed attempts by cause; those without a tuple are not among them
 * @param ports the moment at which most source ports of its network namespace were taken; null if
 *     the kernel was not asked
 */
public record JvmReuse(
    long jvmId,
    @Nullable String bootId,
    @Nullable String hostName,
    Tallies tallies,
    Map<Cause, Long> causes,
    @Nullable PortsTaken ports)
    implements Serializable {

  /** Adds this JVM's connects to other destinations. */
  JvmReuse and(JvmReuse other) {
    Map<Cause, Long> sums = new EnumMap<>(Cause.class);
    causes.forEach((cause, count) -> sums.merge(cause, count, Long::sum));
    other.causes.forEach((cause, count) -> sums.merge(cause, count, Long::sum));
    Tallies both = Tallies.sum(List.of(tallies, other.tallies));
    return new JvmReuse(jvmId, bootId, hostName, both, sums, ports);
  }
}
