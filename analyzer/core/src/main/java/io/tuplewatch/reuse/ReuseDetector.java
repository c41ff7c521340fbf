package io.tuplewatch.reuse;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Feeds every tuple's uses to a {@link TupleHistory} in time order. O(n log n). */
public final class ReuseDetector {

  /**
   * Time order within one tuple: by start, or by the close if the start is unknown; at the same
   * moment a close comes before a connect.
   */
  public static final Comparator<Use> IN_TIME =
      Comparator.comparingLong((Use use) -> use.startKnown() ? use.start() : use.close())
          .thenComparing(Use::startKnown)
          .thenComparingLong(use -> use.end() == Use.UNKNOWN ? Long.MAX_VALUE : use.end())
          .thenComparingLong(Use::jvmId)
          .thenComparingLong(Use::connectionNumber);

  private static final Comparator<ClassifiedUse> BY_WALL_TIME =
      Comparator.comparingLong((ClassifiedUse use) -> use.use().wallTime())
          .thenComparing(ClassifiedUse::use, IN_TIME);

  private ReuseDetector() {}

  /**
   * Classifies every use with a known start. One whose local address is not known has a tuple
   * without a past, and is nobody else's.
   *
   * @param firewallTimeout W, above 0 and below 292 years
   */
  public static ReuseLog detect(ConnectionLog log, Duration firewallTimeout) {
    long timeoutNanos = firewallTimeout.toNanos();
    List<ClassifiedUse> classified = new ArrayList<>(log.uses().size());
    byKey(log.uses())
        .forEach(
            (key, uses) -> {
              if (key.tuple().known()) {
                classify(uses, log, timeoutNanos, classified);
              } else {
                uses.stream()
                    .filter(Use::startKnown)
                    .map(use -> ClassifiedUse.withoutPast(use, log.historyBefore(use)))
                    .forEach(classified::add);
              }
            });
    classified.sort(BY_WALL_TIME);
    return new ReuseLog(firewallTimeout, List.copyOf(classified), quality(classified));
  }

  private static void classify(
      List<Use> uses, ConnectionLog log, long timeoutNanos, List<ClassifiedUse> classified) {
    uses.sort(IN_TIME);
    TupleHistory history = new TupleHistory(timeoutNanos);
    for (Use use : uses) {
      ClassifiedUse next = history.add(use, log.historyBefore(use));
      if (next != null) {
        classified.add(next);
      }
    }
  }

  private static Map<ReuseKey, List<Use>> byKey(List<Use> uses) {
    Map<ReuseKey, List<Use>> byKey = new HashMap<>();
    for (Use use : uses) {
      byKey.computeIfAbsent(use.key(), key -> new ArrayList<>(2)).add(use);
    }
    return byKey;
  }

  private static Quality quality(List<ClassifiedUse> uses) {
    Quality quality = new Quality();
    quality.add(
        QualityCounter.OVERLAPPING_USES,
        uses.stream().filter(use -> use.kind() == UseKind.OVERLAP).count());
    return quality;
  }
}
