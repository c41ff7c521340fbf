package io.tuplewatch.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One trial to be made: a first connection from a never-used port, closed; after the gap a connect
 * from the same port and, next to it in time and in random order, one from another never-used port.
 *
 * @param gap from the close to the second connect
 * @param between if not null, one more connect from the same port this long after the close: less
 *     than the gap, so as to see whether it restarts the firewall's timer
 */
public record TrialPlan(Duration gap, Closing closing, @Nullable Duration between) {

  public TrialPlan(Duration gap, Closing closing) {
    this(gap, closing, null);
  }

  /** Connects that it takes, if all goes well. */
  int connects() {
    return between == null ? 3 : 4;
  }
}
