package io.tuplewatch.diagnosis;

import io.tuplewatch.history.TrueCause;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How often a failure of one true cause was given each name. */
final class Confusion {

  /** The causes whose precision and recall are judged. */
  static final List<Cause> JUDGED =
      List.of(
          Cause.EARLY_REUSE,
          Cause.DESTINATION_DOWN,
          Cause.REFUSED_BY_SERVER,
          Cause.NO_ANSWER_WITHOUT_REUSE);

  private final Map<TrueCause, Map<Cause, Long>> counts = new EnumMap<>(TrueCause.class);

  void count(TrueCause truth, Cause named) {
    counts.computeIfAbsent(truth, t -> new EnumMap<>(Cause.class)).merge(named, 1L, Long::sum);
  }

  /** Adds all counts of another. */
  void add(Confusion other) {
    other.counts.forEach(
        (truth, names) ->
            names.forEach(
                (named, count) ->
                    counts
                        .computeIfAbsent(truth, t -> new EnumMap<>(Cause.class))
                        .merge(named, count, Long::sum)));
  }

  /** The name that a true cause should have been given. */
  static Cause right(TrueCause truth) {
    return switch (truth) {
      case FIREWALL -> Cause.EARLY_REUSE;
      case OUTAGE -> Cause.DESTINATION_DOWN;
      case REFUSED -> Cause.REFUSED_BY_SERVER;
      case LIMIT -> Cause.CONNECT_LIMIT;
      case LOSS, ACCEPT_QUEUE, BAD_PATH -> Cause.NO_ANSWER_WITHOUT_REUSE;
      case PORT_EXHAUSTION -> Cause.PORT_EXHAUSTION;
      case CLOSED_BY_APPLICATION -> Cause.CLOSED_BY_APPLICATION;
      case NONE -> throw new IllegalArgumentException("worked");
    };
  }

  private long of(TrueCause truth, Cause named) {
    return counts.getOrDefault(truth, Map.of()).getOrDefault(named, 0L);
  }

  /** Of those so named, the share that was; NaN if none was so named. */
  double precision(Cause cause) {
    long named = 0;
    long right = 0;
    for (TrueCause truth : counts.keySet()) {
      named += of(truth, cause);
      right += right(truth) == cause ? of(truth, cause) : 0;
    }
    return named == 0 ? Double.NaN : (double) right / named;
  }

  /** Of those that were, the share so named; NaN if there were none. */
  double recall(Cause cause) {
    long were = 0;
    long right = 0;
    for (TrueCause truth : counts.keySet()) {
      if (right(truth) == cause) {
        were += counts.get(truth).values().stream().mapToLong(n -> n).sum();
        right += of(truth, cause);
      }
    }
    return were == 0 ? Double.NaN : (double) right / were;
  }

  /** In one line. */
  String summary() {
    return counts.toString();
  }

  String table(String title) {
    StringBuilder text = new StringBuilder(title).append('\n');
    text.append(String.format(Locale.ROOT, "%-16s", "truth"));
    for (Cause named : JUDGED) {
      text.append(String.format(Locale.ROOT, "%25s", named));
    }
    text.append(String.format(Locale.ROOT, "%10s%n", "UNKNOWN"));
    for (TrueCause truth : counts.keySet()) {
      text.append(String.format(Locale.ROOT, "%-16s", truth));
      for (Cause named : JUDGED) {
        text.append(String.format(Locale.ROOT, "%25d", of(truth, named)));
      }
      text.append(String.format(Locale.ROOT, "%10d%n", of(truth, Cause.UNKNOWN)));
    }
    row(text, "precision", this::precision);
    row(text, "recall", this::recall);
    return text.toString();
  }

  private static void row(StringBuilder text, String name, ToDoubleFunction<Cause> value) {
    text.append(String.format(Locale.ROOT, "%-16s", name));
    for (Cause named : JUDGED) {
      text.append(String.format(Locale.ROOT, "%25.4f", value.applyAsDouble(named)));
    }
    text.append('\n');
  }
}
