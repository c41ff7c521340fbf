package io.tuplewatch.evidence.counts;

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
  public static final int COUNT = 3;

  private final int column;

  FailureMode(int column) {
    this.column = column;
  }

  /** Its column in counts by mode: 0 to {@link #COUNT} - 1. */
  public int column() {
    return column;
  }

  /** The mode of a use that failed, which has an outcome. */
  public static FailureMode of(@Nullable Outcome outcome) {
    return switch (Objects.requireNonNull(outcome).answer()) {
      case RST -> REFUSED;
      case ICMP -> UNREACHABLE;
      case NONE -> NO_ANSWER;
      case SYN_ACK, NO_SYN ->
          throw new IllegalArgumentException("no failure of the path: " + outcome);
    };
  }
}
