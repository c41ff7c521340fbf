package io.tuplewatch.agent.boot;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as one line of JSON: an object with {@code event}, {@code startTime} (ISO-8601, UTC)
 * and the event's own fields by name, those that are null left out. Pure ASCII. Not thread-safe.
 */
final class JsonLine {

  private static final long SECOND = 1000000000L;

  private final StringBuilder text = new StringBuilder(400);

  /**
   * @param epochNanos the event's start
   */
  JsonLine(String event, long epochNanos) {
    text.append('{');
    put("event", event);
    Instant start =
        Instant.ofEpochSecond(Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
    put("startTime", start.toString());
  }

  JsonLine putAll(Map<String, Object> fields) {
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value instanceof Number) {
        put(field.getKey(), ((Number) value).longValue());
      } else {
        put(field.getKey(), String.valueOf(value));
      }
    }
    return this;
  }

  JsonLine put(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  JsonLine put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonLine put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        text.append(c);
      } else {
        String hex = Integer.toHexString(c);
        text.append("\\u").append("0000", hex.length(), 4).append(hex);
      }
    }
    text.append('"');
  }

  /** The whole line, its line feed included. */
  String end() {
    return text.append("}\n").toString();
  }
}
