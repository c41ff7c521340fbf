package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What of a timeline can tell algorithms apart: its re-salt windows, without connects whose order
 * is not sure, and without long runs of ports that lie far from any unavailable one, which every
 * algorithm explains alike. Immutable.
 */
final class Windows {

  /** Threads reorder the starts of connects that are closer than this. */
  static final long SURE_ORDER_NANOS = 1_000_000L;

  /** Ports within so many candidates of an unavailable one may tell something. */
  private static final int NEAR = 24;

  /** A run that tells nothing keeps so many connects on each side. */
  private static final int KEPT = 5;

  /** Connects of one window looked at, at most: its difference is limited anyway. */
  private static final int MOST_PER_WINDOW = 100;

  /** Part of a window, by numbers of connects in the timeline. */
  static final class Segment {

    private final int[] connects;
    private final boolean restarts;

    Segment(int[] connects, boolean restarts) {
      this.connects = connects;
      this.restarts = restarts;
    }

    int size() {
      return connects.length;
    }

    /** The number of the i-th connect. */
    int connect(int i) {
      return connects[i];
    }

    /**
     * The part does not begin the window: where the sequence stands at its first connect is known,
     * and that one tells nothing.
     */
    boolean restarts() {
      return restarts;
    }

    private Segment first(int most) {
      return new Segment(Arrays.copyOf(connects, Math.min(most, connects.length)), restarts);
    }
  }

  /** One re-salt window. */
  record Window(List<Segment> segments) {

    /** How many of its connects tell something. */
    int connects() {
      return segments.stream()
          .mapToInt(segment -> segment.size() - (segment.restarts() ? 1 : 0))
          .sum();
    }
  }

  private final ConnectTimeline timeline;
  private final CandidateRing ring;
  private final List<Window> windows;

  private Windows(ConnectTimeline timeline, CandidateRing ring, List<Window> windows) {
    this.timeline = timeline;
    this.ring = ring;
    this.windows = windows;
  }

  /**
   * O(connects).
   *
   * @param sure see {@link #sureOrder}
   */
  static Windows of(ConnectTimeline timeline, CandidateRing ring, int[] sure, Resalts resalts) {
    List<Window> windows = new ArrayList<>();
    for (int[] window : byWindow(timeline, sure, resalts)) {
      windows.add(new Window(atMost(segments(window, timeline, ring))));
    }
    return new Windows(timeline, ring, List.copyOf(windows));
  }

  /** Some of the windows. */
  Windows only(IntPredicate index) {
    List<Window> chosen = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      if (index.test(i)) {
        chosen.add(windows.get(i));
      }
    }
    return new Windows(timeline, ring, List.copyOf(chosen));
  }

  private static List<int[]> byWindow(ConnectTimeline timeline, int[] sure, Resalts resalts) {
    List<int[]> windows = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= sure.length; i++) {
      boolean ends =
          i == sure.length
              || !resalts.sameWindow(timeline.start(sure[first]), timeline.start(sure[i]));
      if (ends && i > first) {
        windows.add(Arrays.copyOfRange(sure, first, i));
        first = i;
      }
    }
    return windows;
  }

  /** Selected ports of the range, each connect later than the one before by enough. */
  static int[] sureOrder(ConnectTimeline timeline, CandidateRing ring) {
    int[] sure = new int[timeline.size()];
    int count = 0;
    for (int n = 0; n < timeline.size(); n++) {
      boolean late =
          count == 0 || timeline.start(n) - timeline.start(sure[count - 1]) > SURE_ORDER_NANOS;
      boolean selected = !timeline.is(n, ConnectTimeline.FIXED);
      if (late && selected && ring.space().range().contains(timeline.port(n))) {
        sure[count++] = n;
      }
    }
    return Arrays.copyOf(sure, count);
  }

  /** The parts of a window that are left when long plain runs have lost their middle. */
  private static List<Segment> segments(
      int[] window, ConnectTimeline timeline, CandidateRing ring) {
    List<Segment> segments = new ArrayList<>();
    int length = window.length;
    int begin = 0;
    int plain = 0;
    for (int i = 1; i <= length; i++) {
      boolean goesOnPlainly =
          i < length && isPlain(timeline.port(window[i - 1]), timeline.port(window[i]), ring);
      if (goesOnPlainly) {
        plain++;
        continue;
      }
      if (plain > 2 * KEPT) {
        segments.add(segment(window, begin, i - 1 - plain + KEPT, begin > 0));
        begin = i - KEPT;
      }
      plain = 0;
    }
    segments.add(segment(window, begin, length, begin > 0));
    return List.copyOf(segments);
  }

  private static List<Segment> atMost(List<Segment> segments) {
    List<Segment> kept = new ArrayList<>();
    int left = MOST_PER_WINDOW;
    for (Segment segment : segments) {
      if (left > 0) {
        kept.add(segment.first(left));
      }
      left -= segment.size();
    }
    return List.copyOf(kept);
  }

  private static Segment segment(int[] window, int begin, int end, boolean restarts) {
    return new Segment(Arrays.copyOfRange(window, begin, end), restarts);
  }

  private static boolean isPlain(int port, int nextPort, CandidateRing ring) {
    int from = ring.space().index(port);
    int to = ring.space().index(nextPort);
    return to > from
        && to - from <= NEAR
        && to + NEAR < ring.count()
        && ring.freeSteps(from, to + NEAR) == to + NEAR - from;
  }

  ConnectTimeline timeline() {
    return timeline;
  }

  CandidateRing ring() {
    return ring;
  }

  List<Window> list() {
    return windows;
  }
}
