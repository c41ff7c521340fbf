package io.tuplewatch.probe;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One trial that was made to its end.
 *
 * @param first the connection that was closed
 * @param between the connect before the gap was over, if one was planned
 * @param reused the connect after the gap, from the port of the first
 * @param fresh the one beside it, from a never-used port
 */
public record Trial(
    TrialPlan plan, Attempt first, @Nullable Attempt between, Attempt reused, Attempt fresh) {

  /** From the close of the first connection to the second connect, as it was: never shorter. */
  public Duration gap() {
    return Duration.between(Objects.requireNonNull(first.closed()), reused.start());
  }

  /** How the first connection was closed. */
  public Closing closing() {
    return Objects.requireNonNull(first.closedBy());
  }

  /** Whether both connects were sent, so that the two can be compared. */
  public boolean compares() {
    return reused.answer() != Answer.NOT_SENT && fresh.answer() != Answer.NOT_SENT;
  }
}
