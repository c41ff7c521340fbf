package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.recording.SettingsEvent;
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

  /** By epoch ns. */
  private final NavigableMap<Long, SelectionSettings> byTime = new TreeMap<>();

  SettingsInForce(Jvm jvm) {
    Map<Long, String> texts = new HashMap<>();
    for (SettingsEvent event : jvm.settings()) {
      String text = event.reservedPorts();
      if (text != null) {
        texts.put(event.reservedPortsHash(), text);
      }
    }
    Map<SelectionSettings, SelectionSettings> known = new HashMap<>();
    for (SettingsEvent event : jvm.settings()) {
      SelectionSettings settings = SelectionSettings.of(event, texts);
      SelectionSettings same = known.computeIfAbsent(settings, given -> given);
      byTime.put(event.time(), same);
    }
  }

  /** The settings at a time, epoch ns; null if one of two that differ. */
  @Nullable SelectionSettings at(long wallTime) {
    Map.Entry<Long, SelectionSettings> before = byTime.floorEntry(wallTime);
    Map.Entry<Long, SelectionSettings> after = byTime.higherEntry(wallTime);
    if (before == null || after == null) {
      Map.Entry<Long, SelectionSettings> only = before == null ? after : before;
      return only == null ? SelectionSettings.UNKNOWN : only.getValue();
    }
    SelectionSettings settings = before.getValue();
    return settings.equals(after.getValue()) ? settings : null;
  }
}
