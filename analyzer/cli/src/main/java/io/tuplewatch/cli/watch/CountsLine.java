package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.events.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts as a line. */
final class CountsLine {

  private CountsLine() {}

  /** "6,000 connects, 12 failed (TIMED_OUT 11, REFUSED 1), 5,400 early reuses, 11 of them ...". */
  static String of(Counts counts) {
    String text =
        String.format(
            Locale.ROOT,
            "%,d connects, %,d failed%s, %,d early reuses, %,d failed early reuses",
            counts.connects(),
            counts.failures(),
            outcomes(counts.failuresByOutcome()),
            counts.earlyReuses(),
            counts.failedEarlyReuses());
    long unsent = unsent(counts.apart());
    return unsent == 0
        ? text
        : text + String.format(Locale.ROOT, "; %,d failed before a SYN was sent", unsent);
  }

  /** Attempts that failed before a SYN was sent. */
  static long unsent(Map<AttemptResult, Long> apart) {
    return apart.entrySet().stream()
        .filter(entry -> entry.getKey().failedBeforeSyn())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static String outcomes(Map<Outcome, Long> failures) {
    return failures.isEmpty()
        ? ""
        : failures.entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
