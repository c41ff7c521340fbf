package io.tuplewatch.advice;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.recorded.ConnectsBySecond;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What recordings hold of the destinations in question: all that advice looks at beside the
 * diagnosis.
 *
 * @param load of these destinations alone
 * @param sites where their connects come from
 * @param jvms that connect to each of them
 */
public record AccusedConnects(RecordedLoad load, CallSites sites, Map<Destination, Set<Long>> jvms)
    implements Serializable {

  private static final int MOST_CONNECTS = 250_000;

  /** Connects to no destination. */
  public static final AccusedConnects NONE =
      new AccusedConnects(RecordedLoad.NOT_KNOWN, new CallSites(), Map.of());

  /** Until when, epoch ns, connects are worth the time to be played. */
  public static long worthwhile(ConnectsBySecond connects) {
    return connects.until(MOST_CONNECTS);
  }

  /**
   * Of the recordings, or of a part of them that has all connects to a destination or none. O(n log
   * n).
   *
   * @param reuses detected from {@code log}
   * @param until from when on, epoch ns, connects are not played
   */
  public static AccusedConnects of(
      ConnectionLog log, ReuseLog reuses, Set<Destination> accused, long until) {
    Map<Integer, Destination> numbers = numbers(reuses.uses().all(), accused);
    Map<Destination, Set<Long>> jvms = new HashMap<>();
    ClassifiedUses uses = reuses.uses();
    for (int index = 0; index < uses.size() && !numbers.isEmpty(); index++) {
      Destination destination = numbers.get(uses.destination(index));
      if (destination != null) {
        jvms.computeIfAbsent(destination, each -> new HashSet<>()).add(uses.jvmId(index));
      }
    }
    return new AccusedConnects(
        RecordedLoad.before(log, reuses, numbers.isEmpty() ? Long.MIN_VALUE : until)
            .only(key -> accused.contains(Adviser.of(key))),
        CallSites.of(uses, numbers.keySet()),
        jvms);
  }

  private static Map<Integer, Destination> numbers(Uses uses, Set<Destination> accused) {
    Map<Integer, Destination> numbers = new HashMap<>();
    for (int number = 0; number < uses.destinations(); number++) {
      Destination destination = Destination.of(uses.key(number, 0));
      if (accused.contains(destination)) {
        numbers.put(number, destination);
      }
    }
    return numbers;
  }

  /** Those of parts. */
  public static AccusedConnects together(List<AccusedConnects> parts) {
    CallSites sites = new CallSites();
    Map<Destination, Set<Long>> jvms = new HashMap<>();
    for (AccusedConnects part : parts) {
      sites.addAll(part.sites);
      part.jvms.forEach(
          (destination, some) ->
              jvms.computeIfAbsent(destination, each -> new HashSet<>()).addAll(some));
    }
    RecordedLoad load = RecordedLoad.together(parts.stream().map(AccusedConnects::load).toList());
    return new AccusedConnects(load, sites, jvms);
  }

  /** Whether several JVMs connect to one of them. */
  boolean severalJvms() {
    return jvms.values().stream().anyMatch(some -> some.size() > 1);
  }
}
