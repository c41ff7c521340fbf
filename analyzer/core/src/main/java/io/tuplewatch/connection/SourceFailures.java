package io.tuplewatch.connection;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects for which the kernel had no source: one errno for "no free port" and "no local address
 * for this destination". Which of them it was is told by how many of the candidate ports were taken
 * at that moment: of the whole network namespace as the kernel counts, and toward the destination
 * as recorded. Not thread-safe.
 *
 * <p>Ports count as exhausted from nine in ten taken. An address counts as missing where the kernel
 * had less than half of them taken and nothing connected to the destination in the minute around.
 * Between the two, or where nothing was counted, it stays open.
 */
final class SourceFailures {

  private static final long SECOND = 1_000_000_000L;

  /** The kernel is asked every 10 s; one more for lateness. */
  private static final long NEAREST_COUNT = 11 * SECOND;

  private static final long AROUND = 60 * SECOND;
  private static final double EXHAUSTED = 0.9;
  private static final double HALF = 0.5;

  private record Peer(String namespace, String address, int port) {}

  /** Counts of one second. */
  private static final class Moment {
    private long failures;
    private int candidates;

    /** Differences, from one moment to the next, of tuples taken and of connects around. */
    private long taken;

    private long connects;
  }

  private final Map<Peer, NavigableMap<Long, Moment>> failures = new HashMap<>();

  /**
   * Of one connect.
   *
   * @param time ns on CLOCK_MONOTONIC
   * @param candidates ports that the kernel may give; -1 = not known
   */
  void add(String namespace, String address, int port, long time, int candidates) {
    Moment moment =
        failures
            .computeIfAbsent(new Peer(namespace, address, port), peer -> new TreeMap<>())
            .computeIfAbsent(Math.floorDiv(time, SECOND), second -> new Moment());
    moment.failures++;
    moment.candidates = candidates;
  }

  /**
   * How many there were of each result.
   *
   * @param uses all of them
   * @param taken tuples of each network namespace that the kernel counted, by time, ns
   */
  Map<AttemptResult, Long> results(Uses uses, Map<String, NavigableMap<Long, Long>> taken) {
    Map<AttemptResult, Long> results = new EnumMap<>(AttemptResult.class);
    if (failures.isEmpty()) {
      return results;
    }
    count(uses);
    failures.forEach(
        (peer, moments) -> {
          long tuples = 0;
          long connects = 0;
          for (Map.Entry<Long, Moment> entry : moments.entrySet()) {
            Moment moment = entry.getValue();
            tuples += moment.taken;
            connects += moment.connects;
            long counted = counted(taken.get(peer.namespace()), entry.getKey() * SECOND);
            AttemptResult result = result(moment.candidates, tuples, connects > 0, counted);
            results.merge(result, moment.failures, Long::sum);
          }
        });
    return results;
  }

  private static AttemptResult result(
      int candidates, long tuples, boolean connected, long counted) {
    if (candidates > 0 && Math.max(tuples, counted) >= EXHAUSTED * candidates) {
      return AttemptResult.PORT_EXHAUSTION;
    }
    boolean plenty = candidates > 0 && counted >= 0 && counted < HALF * candidates;
    return plenty && !connected
        ? AttemptResult.NO_LOCAL_ADDRESS
        : AttemptResult.ADDRESS_NOT_AVAILABLE;
  }

  /** The most that was counted near a time; -1 if nothing was. */
  private static long counted(@Nullable NavigableMap<Long, Long> taken, long time) {
    return taken == null
        ? -1
        : taken.subMap(time - NEAREST_COUNT, true, time + NEAREST_COUNT, true).values().stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(-1);
  }

  private void count(Uses uses) {
    Map<Integer, NavigableMap<Long, Moment>> byDestination = new HashMap<>();
    for (int row = 0; row < uses.size(); row++) {
      int destination = uses.namespaceDestination(row);
      NavigableMap<Long, Moment> moments =
          byDestination.computeIfAbsent(
              destination, number -> momentsOf(uses.namespaceKey(number, 1)));
      if (!moments.isEmpty()) {
        count(uses, row, moments);
      }
    }
  }

  private NavigableMap<Long, Moment> momentsOf(ReuseKey key) {
    FourTuple tuple = key.tuple();
    Peer peer = new Peer(key.realm(), tuple.remoteAddress(), tuple.remotePort());
    return failures.getOrDefault(peer, new TreeMap<>());
  }

  private static void count(Uses uses, int row, NavigableMap<Long, Moment> moments) {
    long start = uses.startKnown(row) ? uses.start(row) : Long.MIN_VALUE / 2;
    long end = uses.end(row);
    boolean open = end == Use.UNKNOWN;
    long until = open ? Long.MAX_VALUE / 2 : end + (uses.connected(row) ? AROUND : 0);
    at(moments, start, moment -> moment.taken++);
    at(moments, until, moment -> moment.taken--);
    if (uses.connected(row)) {
      at(moments, start - AROUND, moment -> moment.connects++);
      at(moments, Math.max(start, uses.attemptEnd(row)) + AROUND, moment -> moment.connects--);
    }
  }

  /** The first moment at or after a time. */
  private static void at(NavigableMap<Long, Moment> moments, long time, Consumer<Moment> change) {
    Map.Entry<Long, Moment> next = moments.ceilingEntry(Math.floorDiv(time, SECOND));
    if (next != null) {
      change.accept(next.getValue());
    }
  }
}
