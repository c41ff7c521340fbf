package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/**
 * What recordings say about port selection, from their beginning on.
 *
 * @param destinations those with most connects first. Connects whose local address is not known,
 *     and those at a time when the settings are not, are in none of them
 * @param leftOut later connects that are not in here
 * @param until from when on, epoch ns, connects are left out; {@link Long#MAX_VALUE} if none is
 * @param known false: an agent was told to leave connects out, so that the load is not known
 */
public record RecordedLoad(
    List<RecordedDestination> destinations, long leftOut, long until, boolean known)
    implements Serializable {

  /** Where the load is not known. */
  public static final RecordedLoad NOT_KNOWN =
      new RecordedLoad(List.of(), 0, Long.MAX_VALUE, false);

  public RecordedLoad {
    destinations = List.copyOf(destinations);
  }

  /**
   * O(n log n). Takes 27 bytes of heap for each connect.
   *
   * @param reuses detected from {@code log}
   * @param most how many connects to take, the earliest: those of whole seconds
   */
  public static RecordedLoad of(ConnectionLog log, ReuseLog reuses, int most) {
    return before(log, reuses, ConnectsBySecond.of(reuses.uses()).until(most));
  }

  /** Does the same of connects that start before {@code until}, epoch ns. */
  public static RecordedLoad before(ConnectionLog log, ReuseLog reuses, long until) {
    if (!log.everyUseWritten()) {
      return NOT_KNOWN;
    }
    ClassifiedUses connects = reuses.uses();
    RecordedDestinations destinations = new RecordedDestinations(connects, log.jvms());
    addCloses(log.uses(), log.uses().size() - connects.size(), until, destinations);
    int taken = 0;
    while (taken < connects.size() && connects.wallTime(taken) < until) {
      destinations.addConnect(taken++);
    }
    return new RecordedLoad(destinations.inOrder(), connects.size() - taken, until, true);
  }

  /** That of parts before one time, which have no destination in common. */
  public static RecordedLoad together(List<RecordedLoad> parts) {
    if (!parts.stream().allMatch(RecordedLoad::known)) {
      return NOT_KNOWN;
    }
    return new RecordedLoad(
        parts.stream()
            .flatMap(part -> part.destinations.stream())
            .sorted(RecordedDestination.BUSIEST_FIRST)
            .toList(),
        parts.stream().mapToLong(RecordedLoad::leftOut).sum(),
        parts.stream().mapToLong(RecordedLoad::until).min().orElse(Long.MAX_VALUE),
        true);
  }

  /** Does the same of some destinations alone. */
  public RecordedLoad only(Predicate<DestinationKey> wanted) {
    List<RecordedDestination> some =
        destinations.stream().filter(each -> wanted.test(each.key())).toList();
    return new RecordedLoad(some, leftOut, until, known);
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
