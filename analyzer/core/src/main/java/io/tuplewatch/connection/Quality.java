package io.tuplewatch.connection;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Counts of {@link QualityCounter}. Not thread-safe. */
public final class Quality implements Serializable {

  private static final long serialVersionUID = 1;

  private final Map<QualityCounter, Long> counts = new EnumMap<>(QualityCounter.class);

  /** Adds {@code count}, which is 0 or more. */
  public void add(QualityCounter counter, long count) {
    if (count > 0) {
      counts.merge(counter, count, Long::sum);
    }
  }

  public void add(QualityCounter counter) {
    add(counter, 1);
  }

  /** Adds all counts of {@code other}. */
  public void merge(Quality other) {
    other.counts.forEach(this::add);
  }

  /** Those counters that add up over connects and closes, wherever these are looked at. */
  public Quality ofConnectsAlone() {
    Quality some = new Quality();
    counts.forEach((counter, count) -> some.add(counter, counter.ofConnects() ? count : 0));
    return some;
  }

  /** Puts {@code count} in the place of what was counted. */
  public void set(QualityCounter counter, long count) {
    counts.remove(counter);
    add(counter, count);
  }

  /** The counters that are not zero, in their order. */
  public Map<QualityCounter, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
