package io.tuplewatch.report;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.report.FirstScreen.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what the trouble of a diagnosis is, and which destination has most of it. */
final class TroubleSearch {

  private static final Map<Cause, Kind> KINDS =
      new EnumMap<>(
          Map.of(
              Cause.EARLY_REUSE, Kind.REUSE,
              Cause.DESTINATION_DOWN, Kind.OUTAGE,
              Cause.REFUSED_BY_SERVER, Kind.REFUSED,
              Cause.CONNECT_LIMIT, Kind.LIMIT,
              Cause.NO_ANSWER_WITHOUT_REUSE, Kind.UNANSWERED));

  private TroubleSearch() {}

  /** Does what {@link Trouble#of} says. */
  static Trouble of(Diagnosis diagnosis) {
    Kind kind = kind(diagnosis);
    Finding subject = subject(diagnosis, kind);
    return new Trouble(diagnosis, certain(kind, subject), subject);
  }

  /** That reuse is not why is said only where it was ruled out, or nothing at all worked. */
  private static Kind certain(Kind kind, @Nullable Finding subject) {
    if (kind != Kind.UNANSWERED || subject == null || subject.verdict() == Verdict.NOT_REUSE) {
      return kind;
    }
    return subject.nothingWorked() ? Kind.OUTAGE : Kind.CANNOT_TELL;
  }

  private static Kind kind(Diagnosis diagnosis) {
    Summary summary = diagnosis.summary();
    Map<AttemptResult, Long> unsent = unsent(summary);
    Tally all = summary.connects().all();
    if (all.failed() == 0 && unsent.isEmpty()) {
      return all.connects() == 0 ? Kind.NOTHING_RECORDED : worked(diagnosis);
    }
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    unsent.forEach(
        (result, count) ->
            counts.merge(
                result == AttemptResult.PORT_EXHAUSTION ? Kind.NO_FREE_PORT : Kind.NOT_SENT,
                count,
                Long::sum));
    diagnosis
        .findings()
        .causes()
        .forEach(
            (cause, count) -> {
              if (KINDS.containsKey(cause)) {
                counts.put(KINDS.get(cause), count);
              }
            });
    long open = open(diagnosis);
    Optional<Map.Entry<Kind, Long>> most =
        counts.entrySet().stream().max(Map.Entry.comparingByValue());
    if (most.isPresent() && most.get().getValue() >= open) {
      return most.get().getKey();
    }
    return reuseFails(diagnosis) ? Kind.REUSE : Kind.CANNOT_TELL;
  }

  private static Kind worked(Diagnosis diagnosis) {
    return ScreenDelay.of(diagnosis).isPresent() ? Kind.DELAYED : Kind.NO_TROUBLE;
  }

  /** Failures after a SYN, of which no cause is named. */
  private static long open(Diagnosis diagnosis) {
    return diagnosis.findings().destinations().stream()
        .mapToLong(finding -> finding.causes().getOrDefault(Cause.UNKNOWN, 0L))
        .sum();
  }

  /** Attempts that failed before a SYN was sent, by result. */
  static Map<AttemptResult, Long> unsent(Summary summary) {
    Map<AttemptResult, Long> unsent = new EnumMap<>(AttemptResult.class);
    unsent.putAll(summary.apart());
    unsent.keySet().removeIf(result -> !result.failedBeforeSyn());
    return unsent;
  }

  private static boolean reuseFails(Diagnosis diagnosis) {
    return diagnosis.findings().destinations().stream()
        .anyMatch(finding -> finding.verdict() == Verdict.REUSE_FAILS);
  }

  /** The destination that has most of it; null if no connect failed. */
  static @Nullable Finding subject(Diagnosis diagnosis, Kind kind) {
    Cause cause = cause(kind);
    Comparator<Finding> order =
        Comparator.comparingLong(
                (Finding finding) -> cause == null ? 0 : finding.causes().getOrDefault(cause, 0L))
            .thenComparingLong(finding -> finding.reuse().tallies().all().failed());
    return diagnosis.findings().destinations().stream()
        .filter(finding -> finding.reuse().tallies().all().failed() > 0)
        .max(order)
        .orElse(null);
  }

  /** What a failure's cause can make a trouble. */
  static Collection<Kind> kindsWithACause() {
    return KINDS.values();
  }

  /** The cause that makes a trouble of this kind; null if none does. */
  static @Nullable Cause cause(Kind kind) {
    return KINDS.entrySet().stream()
        .filter(entry -> entry.getValue() == kind)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
