package io.tuplewatch.selection.recorded;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * How many of the source ports that the kernel may select toward one destination the recorded
 * connections held at most at one time.
 *
 * @param ports how many can be selected: the range without the reserved ones
 * @param most how many were held, by open connections or by TIME_WAIT; 0 to {@code ports}. A
 *     connection without a recorded close holds its port for good
 */
public record PortsHeld(DestinationKey key, int ports, int most) {

  private static final long TIME_WAIT = ConnectionEnd.TIME_WAIT.toNanos();

  private record Release(long time, int port) {}

  /** Null where the range was not recorded. O(n log n). */
  public static @Nullable PortsHeld of(RecordedDestination destination) {
    PortRange range = destination.settings().range();
    PortSet reserved = destination.settings().reserved();
    if (range == null) {
      return null;
    }
    PortSet excluded = reserved == null ? PortSet.NONE : reserved;
    int ports = range.size() - excluded.sizeWithin(range);
    return new PortsHeld(destination.key(), ports, most(destination.timeline(), range, excluded));
  }

  private static int most(ConnectTimeline timeline, PortRange range, PortSet reserved) {
    long[] heldUntil = new long[PortRange.MAX_PORT + 1];
    Arrays.fill(heldUntil, Long.MIN_VALUE);
    PriorityQueue<Release> releases = new PriorityQueue<>(Comparator.comparingLong(Release::time));
    int held = 0;
    int most = 0;
    for (int n = 0; n < timeline.size(); n++) {
      held -= released(releases, timeline.start(n), heldUntil);
      int port = timeline.port(n);
      if (range.contains(port) && !reserved.contains(port)) {
        held += heldUntil[port] == Long.MIN_VALUE ? 1 : 0;
        heldUntil[port] = Math.max(heldUntil[port], until(timeline, n));
        releases.add(new Release(heldUntil[port], port));
        most = Math.max(most, held);
      }
    }
    return most;
  }

  /** How many ports are free again by then; one that was taken once more in TIME_WAIT is not. */
  private static int released(PriorityQueue<Release> releases, long by, long[] heldUntil) {
    int free = 0;
    for (Release next = releases.peek();
        next != null && next.time() <= by;
        next = releases.peek()) {
      releases.remove();
      if (heldUntil[next.port()] == next.time()) {
        heldUntil[next.port()] = Long.MIN_VALUE;
        free++;
      }
    }
    return free;
  }

  private static long until(ConnectTimeline timeline, int n) {
    long close = timeline.close(n);
    return timeline.is(n, ConnectTimeline.TIME_WAIT) && close != ConnectTimeline.FOREVER
        ? close + TIME_WAIT
        : close;
  }

  /** Which share of the ports was held, 0 to 1. */
  public double share() {
    return ports == 0 ? 0 : (double) most / ports;
  }
}
