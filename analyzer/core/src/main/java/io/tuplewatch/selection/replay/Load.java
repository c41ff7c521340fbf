package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.RecordedDestination;
import java.util.Map;

/**
 * What one destination's connects are played through with.
 *
 * @param timeWait how long the client's TIME_WAIT keeps a four-tuple from being chosen, ns
 * @param phase when within 10 s the windows begin, ns
 * @param seen share of the destination's connects that was recorded; others move its sequence on
 * @param leastRecentlyUsed whether the application binds the port used least recently, rather than
 *     that the kernel chooses
 */
record Load(
    ConnectTimeline timeline,
    PortSpace space,
    long timeWait,
    long phase,
    double seen,
    boolean leastRecentlyUsed) {

  /** Nearer to all than this, all were recorded. */
  private static final double NEARLY_ALL = .9;

  /** Fewer are not made up for: the others would cost more time than they tell. */
  private static final double FEWEST = .1;

  /** What a space is made of; many destinations share one. */
  record Ports(PortRange range, PortSet reserved, PortSet avoided) {

    private PortSpace space() {
      return new PortSpace(range, reserved, avoided, 2);
    }
  }

  /**
   * @param spaces those made so far, so that equal ones are one
   */
  static Load of(
      RecordedDestination destination, DestinationCheck check, Map<Ports, PortSpace> spaces) {
    Ports ports = new Ports(check.range(), check.reserved(), check.avoided());
    double seen = check.features().seenShare();
    return new Load(
        destination.timeline(),
        spaces.computeIfAbsent(ports, Ports::space),
        check.timeWait().heldNanos(),
        check.features().resaltPhaseNanos(),
        Double.isNaN(seen) || seen >= NEARLY_ALL ? 1 : Math.max(FEWEST, seen),
        false);
  }

  Load with(ConnectTimeline other) {
    return new Load(other, space, timeWait, phase, seen, leastRecentlyUsed);
  }

  Load with(PortSpace other) {
    return new Load(timeline, other, timeWait, phase, seen, leastRecentlyUsed);
  }

  /** With tcp_tw_reuse off. */
  Load withWholeTimeWait() {
    long whole = ConnectionEnd.TIME_WAIT.toNanos();
    return new Load(timeline, space, whole, phase, seen, leastRecentlyUsed);
  }

  /** A port that is bound can be had from TIME_WAIT at once. */
  Load withLeastRecentlyUsedPorts() {
    return new Load(timeline, space, 0, phase, seen, true);
  }
}
