package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.SettingsEvent;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Connects by JVM while they are counted. Not thread-safe. */
final class JvmReuses {

  static final Comparator<JvmReuse> WORST_FIRST =
      Comparator.comparingLong((JvmReuse jvm) -> -jvm.tallies().failedEarlyReuses())
          .thenComparingLong(jvm -> -jvm.tallies().all().failed())
          .thenComparingLong(jvm -> -jvm.tallies().all().connects())
          .thenComparingLong(JvmReuse::jvmId);

  private final long comparisonHistory;
  private final Map<Long, Tallies> byJvm = new HashMap<>();
  private long lastJvm;
  private @Nullable Tallies ofLastJvm;

  /** {@code comparisonHistory} as {@link Tallies} takes it. */
  JvmReuses(long comparisonHistory) {
    this.comparisonHistory = comparisonHistory;
  }

  /** Those of a JVM, to add to. */
  Tallies tallies(long jvmId) {
    Tallies tallies = ofLastJvm;
    if (tallies == null || jvmId != lastJvm) {
      tallies = byJvm.computeIfAbsent(jvmId, id -> new Tallies(comparisonHistory));
      lastJvm = jvmId;
      ofLastJvm = tallies;
    }
    return tallies;
  }

  void merge(JvmReuses other) {
    other.byJvm.forEach((jvmId, tallies) -> tallies(jvmId).merge(tallies));
  }

  /**
   * All JVMs, those without a connect among them; most failed early reuses first.
   *
   * @param failures of all of them
   */
  List<JvmReuse> worstFirst(Map<Long, Jvm> jvms, List<FailureCause> failures) {
    Map<Long, Map<Cause, Long>> causes = causes(failures);
    return jvms.values().stream()
        .map(
            jvm ->
                new JvmReuse(
                    jvm.jvmId(),
                    first(jvm, SettingsEvent::bootId),
                    first(jvm, SettingsEvent::hostName),
                    tallies(jvm.jvmId()),
                    causes.getOrDefault(jvm.jvmId(), Map.of()),
                    jvm.ports()))
        .sorted(WORST_FIRST)
        .toList();
  }

  /** On all processors: a failure is made anew at every step. */
  private static Map<Long, Map<Cause, Long>> causes(List<FailureCause> failures) {
    Map<Long, Map<Cause, Long>> causes = new HashMap<>();
    InParallel.mapRanges(
            failures.size(), range -> counts(failures.subList(range.from(), range.to())))
        .forEach(
            part ->
                part.forEach(
                    (jvmId, counts) -> {
                      Map<Cause, Long> all = causes.computeIfAbsent(jvmId, JvmReuses::noCauses);
                      counts.forEach((cause, count) -> all.merge(cause, count, Long::sum));
                    }));
    return causes;
  }

  private static Map<Long, Map<Cause, Long>> counts(List<FailureCause> failures) {
    Map<Long, Map<Cause, Long>> counts = new HashMap<>();
    for (FailureCause failure : failures) {
      counts
          .computeIfAbsent(failure.attempt().use().jvmId(), JvmReuses::noCauses)
          .merge(failure.cause(), 1L, Long::sum);
    }
    return counts;
  }

  private static Map<Cause, Long> noCauses(long jvmId) {
    return new EnumMap<>(Cause.class);
  }

  /** The first text that is not empty; null if there is none. */
  static @Nullable String first(Jvm jvm, Function<SettingsEvent, @Nullable String> text) {
    for (SettingsEvent settings : jvm.settings()) {
      String one = text.apply(settings);
      if (one != null && !one.isEmpty()) {
        return one;
      }
    }
    return null;
  }
}
