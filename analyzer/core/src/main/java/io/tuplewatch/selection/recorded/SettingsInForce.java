package io.tuplewatch.selection.recorded;

import io.tuplewatch.recording.SettingsEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  /** Until when those recorded before each of these were read again and found to hold. */
  private final long[] previousHeldUntil;

  /**
   * @param events of one JVM, in any order
   * @param known settings of all JVMs, of which equal ones are to be one; added to
   */
  SettingsInForce(List<SettingsEvent> events, Map<SelectionSettings, SelectionSettings> known) {
    Map<Long, String> texts = new HashMap<>();
    for (SettingsEvent event : events) {
      String text = event.reservedPorts();
      if (text != null) {
        texts.put(event.reservedPortsHash(), text);
      }
    }
    NavigableMap<Long, SettingsEvent> byTime = new TreeMap<>();
    events.forEach(event -> byTime.put(event.time(), event));
    times = new long[byTime.size()];
    recorded = new SelectionSettings[times.length];
    previousHeldUntil = new long[times.length];
    int count = 0;
    for (SettingsEvent event : byTime.values()) {
      times[count] = event.time();
      recorded[count] = known.computeIfAbsent(SelectionSettings.of(event, texts), given -> given);
      previousHeldUntil[count++] = event.previouslyReadAt();
    }
  }

  /**
   * The settings at a time, epoch ns; null if one of two that differ: an agent reads them every 10
   * s, and writes what changed with the time of the reading before.
   */
  @Nullable SelectionSettings at(long wallTime) {
    if (times.length == 0) {
      return SelectionSettings.UNKNOWN;
    }
    int found = Arrays.binarySearch(times, wallTime);
    if (found >= 0) {
      return recorded[found];
    }
    int before = -found - 2;
    int next = Math.min(before + 1, times.length - 1);
    SelectionSettings settings = recorded[Math.max(0, before)];
    return settings.equals(recorded[next]) || wallTime <= previousHeldUntil[next] ? settings : null;
  }
}
