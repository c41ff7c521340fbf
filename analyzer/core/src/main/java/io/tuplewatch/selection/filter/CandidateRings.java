package io.tuplewatch.selection.filter;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Candidates made so far. Many destinations share one range and one list, and what is made ready
 * for these takes longer than most destinations. Thread-safe.
 */
public final class CandidateRings {

  private record Ports(PortRange range, PortSet reserved) {}

  private final Map<Ports, CandidateRing> shared = new ConcurrentHashMap<>();

  /** The candidates of a range. Those with blocks of a destination's own are not kept. */
  public CandidateRing ring(PortRange range, PortSet reserved, PortSet bound) {
    return bound.size() > 0
        ? new CandidateRing(new PortSpace(range, reserved, bound, 2))
        : shared.computeIfAbsent(
            new Ports(range, reserved),
            ports -> new CandidateRing(new PortSpace(ports.range(), ports.reserved())));
  }
}
