package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.recording.SettingsEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sysctls that a JVM's connects were made under. They are recorded now and then, so between two
 * that differ it is not known which of them held.
 */
final class SettingsInForce {

  /** Epoch ns, ascending. */
  private final long[] times;

  /** At each of these times; equal ones are one. */
  private final SelectionSettings[] recorded;

  /**
   * @param known settings of all JVMs, of which equal ones are to be one; added to
   */
  SettingsInForce(Jvm jvm, Map<SelectionSettings, SelectionSettings> known) {
    Map<Long, String> texts = new HashMap<>();
    for (SettingsEvent event : jvm.settings()) {
      String text = event.reservedPorts();
      if (text != null) {
        texts.put(event.reservedPortsHash(), text);
      }
    }
    NavigableMap<Long, SelectionSettings> byTime = new TreeMap<>();
    for (SettingsEvent event : jvm.settings()) {
      SelectionSettings settings = SelectionSettings.of(event, texts);
      byTime.put(event.time(), known.computeIfAbsent(settings, given -> given));
    }
    times = byTime.keySet().stream().mapToLong(Long::longValue).toArray();
    recorded = byTime.values().toArray(new SelectionSettings[0]);
  }

  /** The settings at a time, epoch ns; null if one of two that differ. */
  @Nullable SelectionSettings at(long wallTime) {
    if (times.length == 0) {
      return SelectionSettings.UNKNOWN;
    }
    int found = Arrays.binarySearch(times, wallTime);
    int before = found >= 0 ? found : -found - 2;
    SelectionSettings settings = recorded[Math.max(0, before)];
    return settings.equals(recorded[Math.min(before + 1, times.length - 1)]) ? settings : null;
  }
}
