package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Places made so far. Many destinations share one range and one list, and what is made ready for
 * these takes longer than most destinations. Thread-safe.
 */
final class KnownPlaces {

  private record Ports(PortRange range, PortSet reserved) {}

  private final Map<Ports, FirstPass> shared = new ConcurrentHashMap<>();

  /** The places of a range. Those with blocks of a destination's own are not kept. */
  FirstPass places(PortRange range, PortSet reserved, PortSet bound) {
    return bound.size() > 0
        ? new FirstPass(new PortSpace(range, reserved, bound, 2))
        : shared.computeIfAbsent(
            new Ports(range, reserved),
            ports -> new FirstPass(new PortSpace(ports.range(), ports.reserved())));
  }
}
