package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Jvm;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Connects by destination.
 *
 * @param worstFirst most failed early reuses first, then most early reuses
 * @param apart attempts with a tuple that are in no failure rate, by result
 */
record Destinations(List<DestinationReuse> worstFirst, Map<AttemptResult, Long> apart) {

  private static final Comparator<DestinationReuse> WORST_FIRST =
      Comparator.comparingLong((DestinationReuse d) -> -d.tallies().failedEarlyReuses())
          .thenComparingLong(d -> -d.tallies().earlyReuses().connects())
          .thenComparingLong(d -> -d.tallies().all().connects())
          .thenComparing(DestinationReuse::destination);

  /** {@code firewallTimeoutNanos} is W, ns; {@code jvms} by JVM id. O(n), on all processors. */
  static Destinations of(ClassifiedUses uses, long firewallTimeoutNanos, Map<Long, Jvm> jvms) {
    Map<Long, String> hostNames = hostNames(jvms);
    int parts = Runtime.getRuntime().availableProcessors();
    Counts counts =
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(part -> new Counts(uses, part, parts, firewallTimeoutNanos, hostNames))
            .reduce(Counts::merge)
            .orElseThrow();
    return new Destinations(counts.worstFirst(uses.all()), counts.apart);
  }

  /** The first recorded of each JVM that has one. */
  private static Map<Long, String> hostNames(Map<Long, Jvm> jvms) {
    Map<Long, String> names = new HashMap<>();
    for (Jvm jvm : jvms.values()) {
      for (SettingsEvent settings : jvm.settings()) {
        String name = settings.hostName();
        if (name != null && !name.isEmpty()) {
          names.putIfAbsent(jvm.jvmId(), name);
        }
      }
    }
    return names;
  }

  /** Of one part of the time. */
  private static final class Counts {
    private final @Nullable DestinationCount[] byNumber;
    private final Map<AttemptResult, Long> apart = new EnumMap<>(AttemptResult.class);

    Counts(
        ClassifiedUses uses, int part, int parts, long timeoutNanos, Map<Long, String> hostNames) {
      byNumber = new @Nullable DestinationCount[uses.all().destinations()];
      int end = (int) ((part + 1L) * uses.size() / parts);
      for (int place = (int) ((long) part * uses.size() / parts); place < end; place++) {
        AttemptResult result = uses.result(place);
        if (result.judged()) {
          int number = uses.destination(place);
          DestinationCount count = byNumber[number];
          if (count == null) {
            count = new DestinationCount(timeoutNanos, hostNames);
            byNumber[number] = count;
          }
          count.add(uses, place, result);
        } else {
          apart.merge(result, 1L, Long::sum);
        }
      }
    }

    Counts merge(Counts later) {
      for (int number = 0; number < byNumber.length; number++) {
        DestinationCount count = byNumber[number];
        DestinationCount more = later.byNumber[number];
        if (more != null) {
          byNumber[number] = count == null ? more : count.merge(more);
        }
      }
      later.apart.forEach((result, count) -> apart.merge(result, count, Long::sum));
      return this;
    }

    List<DestinationReuse> worstFirst(Uses uses) {
      List<DestinationReuse> destinations = new ArrayList<>();
      for (int number = 0; number < byNumber.length; number++) {
        DestinationCount count = byNumber[number];
        if (count != null) {
          destinations.add(count.of(Destination.of(uses.key(number, 0))));
        }
      }
      destinations.sort(WORST_FIRST);
      return destinations;
    }
  }
}
