package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Jvm;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Connects by destination while they are counted. Not thread-safe. */
final class DestinationCounts {

  private final ClassifiedUses uses;
  private final long comparisonHistory;
  private final Map<Long, String> hostNames;
  private final @Nullable DestinationCount[] byNumber;
  private final Map<AttemptResult, Long> apart = new EnumMap<>(AttemptResult.class);

  /** {@code comparisonHistory} as {@link Tallies} takes it. */
  DestinationCounts(ClassifiedUses uses, long comparisonHistory, Map<Long, String> hostNames) {
    this.uses = uses;
    this.comparisonHistory = comparisonHistory;
    this.hostNames = hostNames;
    this.byNumber = new @Nullable DestinationCount[uses.all().destinations()];
  }

  /** The first recorded host name of each JVM that has one, by its id. */
  static Map<Long, String> hostNames(Map<Long, Jvm> jvms) {
    Map<Long, String> names = new HashMap<>();
    for (Jvm jvm : jvms.values()) {
      String name = JvmReuses.first(jvm, SettingsEvent::hostName);
      if (name != null) {
        names.put(jvm.jvmId(), name);
      }
    }
    return names;
  }

  /** Counts the connect at an index, which worked or failed, with so much history. */
  void add(int index, AttemptResult result, long history) {
    int number = uses.destination(index);
    DestinationCount count = byNumber[number];
    if (count == null) {
      count = new DestinationCount(comparisonHistory, hostNames);
      byNumber[number] = count;
    }
    count.add(uses, index, result, history);
  }

  /** Counts an attempt that is in no failure rate. */
  void addApart(AttemptResult result) {
    apart.merge(result, 1L, Long::sum);
  }

  /** On all processors. */
  void merge(DestinationCounts other) {
    InParallel.forEach(byNumber.length, number -> merge(number, other.byNumber[number]));
    other.apart.forEach((result, count) -> apart.merge(result, count, Long::sum));
  }

  private void merge(int number, @Nullable DestinationCount more) {
    DestinationCount count = byNumber[number];
    if (more != null) {
      byNumber[number] = count == null ? more : count.merge(more);
    }
  }

  /** Attempts with a tuple that are in no failure rate, by result. */
  Map<AttemptResult, Long> apart() {
    return apart;
  }

  /** All that was counted, the worst first; nothing must be added afterward. */
  List<NumberedDestination> worstFirst() {
    List<NumberedDestination> destinations =
        InParallel.map(byNumber.length, this::destination).stream()
            .filter(Objects::nonNull)
            .toList();
    return DestinationOrder.worstFirst(destinations, NumberedDestination::reuse);
  }

  private @Nullable NumberedDestination destination(int number) {
    DestinationCount count = byNumber[number];
    return count == null
        ? null
        : new NumberedDestination(number, count.reuse(Destination.of(uses.all().key(number, 0))));
  }
}
