package io.tuplewatch.report;

import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.evidence.Lifetime;

/** When a source port had been used last, in words. */
public final class IdleLabel {

  private IdleLabel() {}

  /** "less than 4.8 s ago", "4.8 to 5.1 s ago", "never before", "not known". */
  public static String of(IdleRow row, Lifetime lifetime) {
    return of(row, lifetime.highNanos());
  }

  /** Does the same; {@code highNanos} is the upper end of the interval of the limit. */
  static String of(IdleRow row, long highNanos) {
    return switch (row.past()) {
      case NEVER_USED -> "never before";
      case NOT_KNOWN -> "not known";
      case REUSED -> {
        String from = edge(row.fromNanos(), highNanos);
        String to = edge(row.toNanos(), highNanos);
        if (row.toNanos() == Long.MAX_VALUE) {
          yield row.fromNanos() == 0 ? "at any time" : from + " ago or longer";
        }
        yield row.fromNanos() == 0 ? "less than " + to + " ago" : Wording.range(from, to) + " ago";
      }
    };
  }

  /** Rounds an edge as the verdict does: the upper end of the lifetime's interval upward. */
  private static String edge(long nanos, long highNanos) {
    return nanos == highNanos ? Wording.spanUp(nanos) : Wording.span(nanos);
  }
}
