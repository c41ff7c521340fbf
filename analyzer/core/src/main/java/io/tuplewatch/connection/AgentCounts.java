package io.tuplewatch.connection;

import io.tuplewatch.recording.CountsEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds up ConnectCounts, each of which holds what came since the one before; found in two dumps of
 * one JVM, one counts once. Not thread-safe.
 */
final class AgentCounts {

  /** The most that one event may say: more than a minute can have. */
  private static final long MOST = 1L << 30;

  private final Set<CountsEvent> seen = new HashSet<>();

  /** Counts that contradict each other are left out. */
  void add(CountsEvent event) {
    long failedOthers = event.failures() - event.failedEarlyReuses();
    boolean possible =
        event.connects() <= MOST
            && between(event.earlyReuses(), event.connects())
            && between(event.failedEarlyReuses(), event.earlyReuses())
            && between(failedOthers, event.connects() - event.earlyReuses())
            && between(event.firstUses(), event.connects());
    if (possible) {
      seen.add(event);
    }
  }

  private static boolean between(long count, long most) {
    return count >= 0 && count <= most;
  }

  /** Most failed early reuses first, then most connects, then by address and port. */
  List<CountedDestination> byDestination() {
    return CountedDestination.together(seen.stream().map(CountedDestination::of).toList());
  }
}
