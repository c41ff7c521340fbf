package io.tuplewatch.diagnosis;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often names were given. Nearly always it is one name, and there may be many destinations, so
 * the first has no map. Not thread-safe.
 */
final class NameCounts {

  private @Nullable String first;
  private long countOfFirst;
  private Map<String, Long> others = Map.of();

  /** Takes a name that was given so many times. */
  void add(String name, long count) {
    if (first == null || first.equals(name)) {
      first = name;
      countOfFirst += count;
      return;
    }
    if (others.isEmpty()) {
      others = new TreeMap<>();
    }
    others.merge(name, count, Long::sum);
  }

  void addAll(NameCounts more) {
    if (more.first != null) {
      add(more.first, more.countOfFirst);
    }
    more.others.forEach(this::add);
  }

  /** The one given most often, the first in alphabetical order of several; null without any. */
  @Nullable String most() {
    String most = first;
    long count = countOfFirst;
    for (Map.Entry<String, Long> other : others.entrySet()) {
      boolean sooner = most == null || other.getKey().compareTo(most) < 0;
      if (other.getValue() > count || (other.getValue() == count && sooner)) {
        most = other.getKey();
        count = other.getValue();
      }
    }
    return most;
  }
}
