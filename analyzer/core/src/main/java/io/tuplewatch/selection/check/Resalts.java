package io.tuplewatch.selection.check;

import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.Arrays;

/**
 * When a kernel's re-salts happen: every 10 s, at a phase that recordings show more or less well.
 * Immutable.
 */
final class Resalts {

  private static final long WINDOW_NANOS = ResaltPhaseEstimator.WINDOW_NANOS;

  /** Nothing is known of the phase. */
  static final Resalts UNKNOWN = new Resalts(0, new long[] {0}, new long[] {WINDOW_NANOS});

  private final long phase;
  private final long[] begins;
  private final long[] ends;
  private final long arcBegin;
  private final long arc;

  /**
   * @param phase the likeliest, ns within 10 s of the recording's clock
   * @param begins where the segments begin that hold all possible phases, ascending, ns within 10 s
   * @param ends where these end, each before the next one begins
   */
  Resalts(long phase, long[] begins, long[] ends) {
    this.phase = phase;
    this.begins = begins;
    this.ends = ends;
    int last = begins.length - 1;
    long widest = begins[0] + WINDOW_NANOS - ends[last];
    long behindWidest = begins[0];
    for (int i = 0; i < last; i++) {
      if (begins[i + 1] - ends[i] > widest) {
        widest = begins[i + 1] - ends[i];
        behindWidest = begins[i + 1];
      }
    }
    this.arcBegin = behindWidest;
    this.arc = WINDOW_NANOS - widest;
  }

  /** The likeliest phase, ns within 10 s. */
  long phase() {
    return phase;
  }

  /** The shortest part of the 10 s that holds all possible phases, ns: all if nothing is known. */
  long uncertain() {
    return arc;
  }

  /** The number of the window that a time is in, at the likeliest phase. */
  long window(long nanos) {
    return Math.floorDiv(nanos - phase, WINDOW_NANOS);
  }

  /** Whether no possible phase has a re-salt between two times, the second not the earlier one. */
  boolean sameWindow(long earlier, long later) {
    if (later - earlier >= WINDOW_NANOS) {
      return false;
    }
    long from = Math.floorMod(earlier, WINDOW_NANOS);
    long to = from + later - earlier;
    int found = Arrays.binarySearch(ends, from + 1);
    int next = found >= 0 ? found : -found - 1;
    boolean ahead = next < begins.length && begins[next] < to;
    return !ahead && (to <= WINDOW_NANOS || begins[0] >= to - WINDOW_NANOS);
  }

  /** Whether every possible phase has a re-salt between two times, the second not the earlier. */
  boolean differentWindows(long earlier, long later) {
    long untilArc = Math.floorMod(arcBegin - earlier, WINDOW_NANOS);
    return later - earlier >= Math.min(WINDOW_NANOS, untilArc + arc);
  }

  /**
   * Connects that are each in the same window as the one before for sure, or in another for sure.
   * What lies where a re-salt may be is left out: taken for windows of their own, ports of one
   * sequence would count as many independent ones.
   *
   * @param connects by numbers, in order of their starts
   */
  int[] told(ConnectTimeline timeline, int[] connects) {
    int[] told = new int[connects.length];
    int count = 0;
    for (int connect : connects) {
      long before = count == 0 ? 0 : timeline.start(told[count - 1]);
      long start = timeline.start(connect);
      if (count == 0 || sameWindow(before, start) || differentWindows(before, start)) {
        told[count++] = connect;
      }
    }
    return Arrays.copyOf(told, count);
  }
}
