package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.ConnectTimeline;

/**
 * Whether one range was in force throughout. Each re-salt window begins anywhere in the range, so
 * that m windows in a row begin within a share f of it with probability m f^(m - 1), the
 * distribution of the range of m uniform draws. Where that is next to impossible for the first or
 * the last windows of a recording, {@code ip_local_port_range} was another one then, though no
 * change was recorded.
 */
final class RangeInForce {

  /** -ln of the probability below which a narrow part is no chance, the search over m included. */
  private static final double SURE = 20;

  private RangeInForce() {}

  /**
   * Whether the ports fill the range from the first window to the last. O(connects).
   *
   * @param told connects of which it is sure whether they share a window, see {@link Resalts#told}
   */
  static boolean throughout(
      ConnectTimeline timeline, int[] told, CandidateRing ring, Resalts resalts) {
    int[] starts = new int[told.length];
    int windows = 0;
    for (int i = 0; i < told.length; i++) {
      boolean begins =
          i == 0 || !resalts.sameWindow(timeline.start(told[i - 1]), timeline.start(told[i]));
      int index = ring.space().index(timeline.port(told[i]));
      if (begins && index < ring.count()) {
        starts[windows++] = index;
      }
    }
    return fills(starts, 0, windows, 1, ring) && fills(starts, windows - 1, windows, -1, ring);
  }

  private static boolean fills(
      int[] starts, int from, int windows, int direction, CandidateRing ring) {
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    double logShare = 0;
    for (int m = 1; m <= windows; m++) {
      int start = starts[from + direction * (m - 1)];
      if (start < least || start > most) {
        least = Math.min(least, start);
        most = Math.max(most, start);
        logShare = Math.log(share(least, most, ring));
      }
      if ((m - 1) * logShare + 2 * Math.log(m) < -SURE) {
        return false;
      }
    }
    return true;
  }

  /** P(a window's first port is one of these), by the algorithm to which it is likeliest. */
  private static double share(int least, int most, CandidateRing ring) {
    // A range of odd size leaves out one port or another where a search wraps around.
    int reach =
        Math.max(unavailableBefore(least, ring), unavailableBefore(ring.wrap(least - 1), ring));
    double walked = (double) (most - least + 2 + reach) / ring.count();
    double landed = (double) (ring.freeSteps(least, most) + 1) / ring.free();
    return Math.min(1, Math.max(walked, landed));
  }

  /** From these candidates a search that walks comes to the first one of a part. */
  private static int unavailableBefore(int index, CandidateRing ring) {
    int before = 0;
    while (before < ring.count() && ring.isUnavailable(ring.wrap(index - 1 - before))) {
      before++;
    }
    return before;
  }
}
