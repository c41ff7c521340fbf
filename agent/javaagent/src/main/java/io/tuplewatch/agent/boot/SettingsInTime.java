package io.tuplewatch.agent.boot;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this process as time passes: each reading says when the one before it was, so
 * that between two that differ it is known how long the earlier held. Thread-safe.
 */
final class SettingsInTime {

  /** It moves with the wall clock, which is no change of a setting. */
  private static final String CLOCK = "monotonicOffset";

  private final SettingsReader reader;
  private @Nullable Map<String, Object> last;
  private long lastReadAt;

  SettingsInTime(SettingsReader reader) {
    this.reader = reader;
  }

  /**
   * The fields of {@code NetworkSettings}, by name.
   *
   * @param now epoch ms
   */
  synchronized Map<String, Object> read(long now) {
    Map<String, Object> fields = reader.read();
    Map<String, Object> event = new HashMap<String, Object>(fields);
    if (last != null) {
      event.put("previouslyReadAt", lastReadAt);
    }
    fields.remove(CLOCK);
    last = fields;
    lastReadAt = now;
    return event;
  }

  /** Reads them again if a setting has changed since the last reading; null if none has. */
  synchronized @Nullable Map<String, Object> readIfChanged(long now) {
    Map<String, Object> before = last;
    Map<String, Object> event = read(now);
    return last == null || last.equals(before) ? null : event;
  }
}
