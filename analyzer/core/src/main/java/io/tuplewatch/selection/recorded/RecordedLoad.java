package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.ConnectionLog;
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
    RecordedDestinations destinations = new RecordedDestinations(log.jvms());
    for (long row = 0; row < log.uses().size(); row++) {
      if (!log.uses().startKnown(row) && log.uses().wallTime(row) < until) {
        destinations.addClose(log.uses().get((int) row));
      }
    }
    for (int place = 0; place < taken; place++) {
      destinations.addConnect(connects.get(place));
    }
    return new RecordedLoad(destinations.inOrder(), connects.size() - taken, until);
  }
}
