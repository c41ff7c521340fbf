package io.tuplewatch.cli.watch;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields by name, also those that an older agent did not write. Which a type has is looked up
 * once: the flight recorder's own question costs more than the field. Not thread-safe.
 */
final class EventFields {

  /** Types are those of a chunk; of the last ones no more than a few are needed. */
  private static final int MOST_TYPES = 64;

  private final IdentityHashMap<EventType, Set<String>> known = new IdentityHashMap<>();

  long number(RecordedEvent event, String field, long absent) {
    return has(event, field) ? event.getLong(field) : absent;
  }

  @Nullable String text(RecordedEvent event, String field) {
    return has(event, field) ? event.getString(field) : null;
  }

  boolean isTrue(RecordedEvent event, String field) {
    return has(event, field) && event.getBoolean(field);
  }

  private boolean has(RecordedEvent event, String field) {
    EventType type = event.getEventType();
    Set<String> names = known.get(type);
    if (names == null) {
      if (known.size() >= MOST_TYPES) {
        known.clear();
      }
      names = new HashSet<>();
      for (ValueDescriptor descriptor : type.getFields()) {
        names.add(descriptor.getName());
      }
      known.put(type, names);
    }
    return names.contains(field);
  }
}
