package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JVM of the recordings, that is one load of the agent.
 *
 * @param recorded when it was recorded
 * @param settings every NetworkSettings event, in time order
 * @param ports the moment at which most source ports of its network namespace were taken; null if
 *     the kernel was not asked, or it is not known how many there are
 */
public record Jvm(
    long jvmId, RecordedTime recorded, List<SettingsEvent> settings, @Nullable PortsTaken ports) {

  private static final int MAX_PORT = 65535;

  public Jvm {
    settings = List.copyOf(settings);
  }

  /** How many source ports the kernel could choose from at a time, epoch ns; -1 = not known. */
  int candidatePorts(long wallTime) {
    SettingsEvent found = null;
    String reserved = null;
    for (SettingsEvent event : settings) {
      if (found == null || event.time() <= wallTime) {
        boolean same = found != null && event.reservedPortsHash() == found.reservedPortsHash();
        reserved = event.reservedPorts() == null && same ? reserved : event.reservedPorts();
        found = event;
      }
    }
    if (found == null || found.ephemeralLow() < 1 || found.ephemeralHigh() > MAX_PORT) {
      return -1;
    }
    int range = Math.max(0, found.ephemeralHigh() - found.ephemeralLow() + 1);
    int left =
        reserved == null
            ? 0
            : ReservedPorts.count(reserved, found.ephemeralLow(), found.ephemeralHigh());
    return range - Math.max(0, left);
  }

  /** Does the same with what the kernel counted. */
  Jvm with(@Nullable PortsTaken mostTaken) {
    return new Jvm(jvmId, recorded, settings, mostTaken);
  }
}
