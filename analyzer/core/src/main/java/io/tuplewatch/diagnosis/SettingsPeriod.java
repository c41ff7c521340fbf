package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.connection.ReservedPorts;
import io.tuplewatch.recording.SettingsEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of one JVM, from the time they were first recorded until the JVM's next period.
 *
 * @param since epoch ns
 * @param change these replaced other settings of the same JVM
 */
public record SettingsPeriod(long jvmId, long since, boolean change, KernelSettings settings)
    implements Serializable {

  /** The periods of all JVMs, by JVM, then by time. */
  static List<SettingsPeriod> of(Collection<Jvm> jvms) {
    List<SettingsPeriod> periods = new ArrayList<>();
    jvms.stream()
        .sorted(Comparator.comparingLong(Jvm::jvmId))
        .forEach(jvm -> addPeriods(jvm, periods));
    return periods;
  }

  private static void addPeriods(Jvm jvm, List<SettingsPeriod> periods) {
    Map<Long, Integer> reservedPorts = reservedPortsByHash(jvm);
    KernelSettings last = null;
    for (SettingsEvent event : jvm.settings()) {
      int reserved = reservedPorts.getOrDefault(event.reservedPortsHash(), -1);
      KernelSettings settings = KernelSettings.of(event, reserved);
      if (!settings.equals(last)) {
        periods.add(new SettingsPeriod(jvm.jvmId(), event.time(), last != null, settings));
        last = settings;
      }
    }
  }

  /** An agent may write the text only when it changed, its hash always. */
  private static Map<Long, Integer> reservedPortsByHash(Jvm jvm) {
    Map<Long, Integer> counts = new HashMap<>();
    for (SettingsEvent event : jvm.settings()) {
      String text = event.reservedPorts();
      if (text != null) {
        counts.put(event.reservedPortsHash(), ReservedPorts.count(text));
      }
    }
    return counts;
  }
}
