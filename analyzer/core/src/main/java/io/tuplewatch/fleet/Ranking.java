package io.tuplewatch.fleet;

import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Tallies;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What comes first, and sums of causes. */
final class Ranking {

  private Ranking() {}

  /** Most failed early reuses first, then most failures, then most connects. */
  static <T> Comparator<T> worstFirst(Function<T, Tallies> tallies) {
    return Comparator.comparingLong((T each) -> -tallies.apply(each).failedEarlyReuses())
        .thenComparingLong(each -> -tallies.apply(each).all().failed())
        .thenComparingLong(each -> -tallies.apply(each).all().connects());
  }

  static Map<Cause, Long> sum(List<Map<Cause, Long>> causes) {
    Map<Cause, Long> sum = new EnumMap<>(Cause.class);
    causes.forEach(each -> each.forEach((cause, count) -> sum.merge(cause, count, Long::sum)));
    return sum;
  }

  /** The cause of most failures, an open one among them; null without a failure on the network. */
  static @Nullable Cause leading(Map<Cause, Long> causes) {
    return causes.entrySet().stream()
        .filter(each -> each.getValue() > 0 && onNetwork(each.getKey()))
        .max(
            Map.Entry.<Cause, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static boolean onNetwork(Cause cause) {
    return switch (cause) {
      case EARLY_REUSE,
          DESTINATION_DOWN,
          REFUSED_BY_SERVER,
          CONNECT_LIMIT,
          NO_ANSWER_WITHOUT_REUSE,
          UNKNOWN ->
          true;
      case PORT_EXHAUSTION,
          NO_LOCAL_ADDRESS,
          TUPLE_IN_USE,
          REFUSED_LOCALLY,
          INVALID_DESTINATION,
          CLOSED_BY_APPLICATION ->
          false;
    };
  }
}
