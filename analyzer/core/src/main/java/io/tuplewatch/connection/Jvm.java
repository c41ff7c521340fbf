package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.util.List;

/**
 * One JVM of the recordings, that is one load of the agent.
 *
 * @param recorded when it was recorded
 * @param settings every NetworkSettings event, in time order
 */
public record Jvm(long jvmId, RecordedTime recorded, List<SettingsEvent> settings) {

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
}
