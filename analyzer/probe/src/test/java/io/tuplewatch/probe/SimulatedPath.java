package io.tuplewatch.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * A clock and a path on it: a firewall that keeps sessions for a while after their last packet, and
 * whatever else a test puts there. Connects take no time unless they fail.
 */
final class SimulatedPath implements TimeSource, Connector {

  private static final Instant BEGIN = Instant.parse("2026-11-29T12:00:00Z");

  private Instant now = BEGIN;
  private final Map<Integer, Instant> lastPackets = new HashMap<>();
  private final Set<Integer> deadPaths = new HashSet<>();
  private final Random random;
  final Map<Integer, Integer> connects = new HashMap<>();

  /** How long sessions are kept after a way of closing. */
  Function<Closing, Duration> lifetime = closing -> Duration.ZERO;

  /** What the firewall answers to a SYN on a session that it keeps. */
  Answer blocked = Answer.NO_ANSWER;

  boolean restarts;

  /** A stopped SYN's retransmission, a second later, passes. */
  boolean laterSynPasses;

  double deadShare;
  Instant outageFrom = Instant.MAX;
  Instant outageTo = Instant.MAX;
  private Closing lastClosing = Closing.SERVER;

  SimulatedPath(long seed) {
    random = new Random(seed);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void await(Object monitor, Instant time) {
    now = time;
  }

  @Override
  public Attempt connect(int sourcePort, Closing closing) {
    connects.merge(sourcePort, 1, Integer::sum);
    if (connects.get(sourcePort) == 1 && random.nextDouble() < deadShare) {
      deadPaths.add(sourcePort);
    }
    Answer answer = answer(sourcePort);
    if (laterSynPasses && answer == blocked) {
      lastPackets.put(sourcePort, now);
      return new Attempt(
          sourcePort, now, Duration.ofMillis(1003), Answer.CONNECTED, now, closing, null);
    }
    if (answer == Answer.CONNECTED) {
      lastPackets.put(sourcePort, now);
      lastClosing = closing;
      return new Attempt(sourcePort, now, Duration.ofMillis(1), answer, now, closing, null);
    }
    return new Attempt(sourcePort, now, Duration.ofSeconds(1), answer, null, null, "test");
  }

  private Answer answer(int port) {
    boolean out = !now.isBefore(outageFrom) && now.isBefore(outageTo);
    if (deadPaths.contains(port) || out) {
      return Answer.NO_ANSWER;
    }
    Instant last = lastPackets.get(port);
    boolean kept = last != null && now.isBefore(last.plus(lifetime.apply(lastClosing)));
    if (kept && restarts) {
      lastPackets.put(port, now);
    }
    return kept ? blocked : Answer.CONNECTED;
  }

  Instant begin() {
    return BEGIN;
  }
}
