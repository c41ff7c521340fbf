package io.tuplewatch.evidence;

import io.tuplewatch.events.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a failure looked to the client: different reasons look different. */
public enum FailureMode {
  /** Nothing came back until somebody gave up. */
  NO_ANSWER(0),
  /** A reset: refused, or ICMP port unreachable. */
  REFUSED(1),
  /** ICMP: host or network unreachable, or prohibited. */
  UNREACHABLE(2);

  /** Number of modes. */
  static final int COUNT = 3;

  private final int column;

  FailureMode(int column) {
    this.column = column;
  }

  /** Its place in counts by mode: 0 to {@link #COUNT} - 1. */
  int column() {
    return column;
  }

  /** Of the outcome of a use that failed, which has one. */
  public static FailureMode of(@Nullable Outcome outcome) {
    return switch (Objects.requireNonNull(outcome)) {
      case REFUSED, RESET -> REFUSED;
      case UNREACHABLE -> UNREACHABLE;
      case TIMED_OUT, CLOSED, INTERRUPTED, FAILED -> NO_ANSWER;
      case CONNECTED,
          ADDRESS_NOT_AVAILABLE,
          TUPLE_IN_USE,
          REFUSED_LOCALLY,
          INVALID_DESTINATION,
          NO_RESOURCES ->
          throw new IllegalArgumentException("no failure of the path: " + outcome);
    };
  }
}
