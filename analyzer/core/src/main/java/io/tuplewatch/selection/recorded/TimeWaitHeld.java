package io.tuplewatch.selection.recorded;

import io.tuplewatch.selection.ConnectionEnd;
import java.time.Duration;
import java.util.Arrays;

/**
 * For how long TIME_WAIT keeps the four-tuples of one destination from being selected again: by the
 * sysctls, unless the ports show that it is lost before. The kernel forgets it where {@code
 * tcp_max_tw_buckets} are taken, and where a reset arrives that the recording does not show.
 *
 * @param bySysctlsNanos as {@code tcp_tw_reuse} has it
 * @param heldNanos what to reckon with: 0 to {@code bySysctlsNanos}
 * @param closes how many connections the client closed first
 * @param selectedBefore connects on ports that TIME_WAIT should have held by the sysctls
 */
public record TimeWaitHeld(long bySysctlsNanos, long heldNanos, int closes, int selectedBefore) {

  /** Kernel timers and recorded times agree to this. */
  private static final long TOLERANCE_NANOS = 100_000_000L;

  /** Fewer may be resets, or ports that a hole in the recording makes look so. */
  private static final int FEW = 3;

  /** One in so many closes. */
  private static final int RARE = 200;

  /** So many of a hundred come earlier still than the time that is reckoned with. */
  private static final int EARLIEST = 1;

  /** O(n log n). */
  public static TimeWaitHeld of(RecordedDestination destination) {
    long asked = bySysctls(destination.settings(), destination.key().loopback());
    ConnectTimeline timeline = destination.timeline();
    long[] rested = restedLess(timeline, asked - TOLERANCE_NANOS);
    int closes = timeline.count(ConnectTimeline.TIME_WAIT);
    boolean lost = rested.length >= FEW && rested.length > closes / RARE;
    long held = lost ? rested[rested.length * EARLIEST / 100] : asked;
    return new TimeWaitHeld(asked, held, closes, rested.length);
  }

  /** Whether the ports contradict the sysctls. */
  public boolean isLost() {
    return heldNanos < bySysctlsNanos;
  }

  /** The times from a close by the client to the next selection of the port, ascending. */
  private static long[] restedLess(ConnectTimeline timeline, long most) {
    long[] closed = new long[1 << 16];
    Arrays.fill(closed, Long.MIN_VALUE);
    long[] rested = new long[timeline.size()];
    int count = 0;
    for (int n = 0; n < timeline.size(); n++) {
      long close = closed[timeline.port(n)];
      long rest = close == Long.MIN_VALUE ? Long.MAX_VALUE : timeline.start(n) - close;
      if (rest < most && !timeline.is(n, ConnectTimeline.FIXED)) {
        rested[count++] = Math.max(0, rest);
      }
      boolean waits =
          timeline.is(n, ConnectTimeline.TIME_WAIT) && timeline.close(n) != ConnectTimeline.FOREVER;
      closed[timeline.port(n)] = waits ? timeline.close(n) : Long.MIN_VALUE;
    }
    long[] some = Arrays.copyOf(rested, count);
    Arrays.sort(some);
    return some;
  }

  private static long bySysctls(SelectionSettings settings, boolean loopback) {
    int twReuse = settings.twReuse() >= 0 && settings.twReuse() <= 2 ? settings.twReuse() : 2;
    Duration delay =
        settings.twReuseDelayMillis() >= 0
            ? Duration.ofMillis(settings.twReuseDelayMillis())
            : ConnectionEnd.TAKEOVER_DELAY;
    Duration takeover = ConnectionEnd.takeover(twReuse, loopback, delay);
    return new ConnectionEnd(Duration.ZERO, true, ConnectionEnd.TIME_WAIT, takeover).heldNanos();
  }
}
