package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.util.List;

/**
 * What recordings say about port selection, from their beginning on.
 *
 * @param destinations those with most connects first. Connects whose local address is not known,
 *     and those at a time when the settings are not, are in none of them
 * @param leftOut later connects that are not in here
 * @param until when the first of them started, epoch ns; {@link Long#MAX_VALUE} if there is none
 */
public record RecordedLoad(List<RecordedDestination> destinations, long leftOut, long until) {

  /** Where the load is not known. */
  public static final RecordedLoad NONE = new RecordedLoad(List.of(), 0, Long.MAX_VALUE);

  public RecordedLoad {
    destinations = List.copyOf(destinations);
  }

  /**
   * O(n log n). Takes 27 bytes of heap for each connect.
   *
   * @param reuses detected from {@code log}
   * @param most how many connects to take, the earliest
   */
  public static RecordedLoad of(ConnectionLog log, ReuseLog reuses, int most) {
    ClassifiedUses connects = reuses.uses();
    int taken = Math.min(most, connects.size());
    long until = taken < connects.size() ? connects.wallTime(taken) : Long.MAX_VALUE;
    RecordedDestinations destinations = new RecordedDestinations(connects, log.jvms());
    addCloses(log.uses(), log.uses().size() - connects.size(), until, destinations);
    for (int number = 0; number < taken; number++) {
      destinations.addConnect(number);
    }
    return new RecordedLoad(destinations.inOrder(), connects.size() - taken, until);
  }

  /** The uses whose start is not known, at most so many. */
  private static void addCloses(
      Uses uses, int most, long until, RecordedDestinations destinations) {
    int left = most;
    for (long row = 0; left > 0 && row < uses.size(); row++) {
      if (!uses.startKnown(row)) {
        left--;
        if (uses.wallTime(row) < until) {
          destinations.addClose(row);
        }
      }
    }
  }
}
