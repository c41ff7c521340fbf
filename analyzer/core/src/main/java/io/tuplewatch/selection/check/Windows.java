package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What of a trace can tell algorithms apart: its re-salt windows, without connects whose order is
 * not sure, and without long runs of ports that lie far from any unavailable one, which every
 * algorithm explains alike. Immutable.
 */
final class Windows {

  /** Threads reorder the starts of connects that are closer than this. */
  static final long SURE_ORDER_NANOS = 1_000_000L;

  /** Ports within so many places of an unavailable one may tell something. */
  private static final int NEAR = 24;

  /** Of a run that tells nothing, so many connects are kept on each side. */
  private static final int KEPT = 5;

  /** Connects of one window looked at, at most: its difference is limited anyway. */
  private static final int MOST_PER_WINDOW = 100;

  /** Part of a window, by numbers of connects in the trace. */
  static final class Stretch {

    private final int[] connects;
    private final boolean restarts;

    Stretch(int[] connects, boolean restarts) {
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

    private Stretch first(int most) {
      return new Stretch(Arrays.copyOf(connects, Math.min(most, connects.length)), restarts);
    }
  }

  /** One re-salt window. */
  record Window(List<Stretch> stretches) {

    /** How many of its connects tell something. */
    int connects() {
      return stretches.stream()
          .mapToInt(stretch -> stretch.size() - (stretch.restarts() ? 1 : 0))
          .sum();
    }
  }

  private final Timeline trace;
  private final CandidateRing places;
  private final List<Window> windows;

  private Windows(Timeline trace, CandidateRing places, List<Window> windows) {
    this.trace = trace;
    this.places = places;
    this.windows = windows;
  }

  /**
   * O(connects).
   *
   * @param sure see {@link #sureOrder}
   */
  static Windows of(Timeline trace, CandidateRing places, int[] sure, Resalts resalts) {
    List<Window> windows = new ArrayList<>();
    for (int[] window : byWindow(trace, sure, resalts)) {
      windows.add(new Window(atMost(stretches(window, trace, places))));
    }
    return new Windows(trace, places, List.copyOf(windows));
  }

  /** Some of the windows. */
  Windows only(IntPredicate index) {
    List<Window> chosen = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      if (index.test(i)) {
        chosen.add(windows.get(i));
      }
    }
    return new Windows(trace, places, List.copyOf(chosen));
  }

  private static List<int[]> byWindow(Timeline trace, int[] sure, Resalts resalts) {
    List<int[]> windows = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= sure.length; i++) {
      boolean ends =
          i == sure.length || !resalts.sameWindow(trace.start(sure[first]), trace.start(sure[i]));
      if (ends && i > first) {
        windows.add(Arrays.copyOfRange(sure, first, i));
        first = i;
      }
    }
    return windows;
  }

  /** Selected ports of the range, each connect later than the one before by enough. */
  static int[] sureOrder(Timeline trace, CandidateRing places) {
    int[] sure = new int[trace.size()];
    int count = 0;
    for (int n = 0; n < trace.size(); n++) {
      boolean late = count == 0 || trace.start(n) - trace.start(sure[count - 1]) > SURE_ORDER_NANOS;
      boolean selected = !trace.is(n, Timeline.FIXED);
      if (late && selected && places.space().range().contains(trace.port(n))) {
        sure[count++] = n;
      }
    }
    return Arrays.copyOf(sure, count);
  }

  /** The parts of a window that are left when long plain runs have lost their middle. */
  private static List<Stretch> stretches(int[] window, Timeline trace, CandidateRing places) {
    List<Stretch> stretches = new ArrayList<>();
    int length = window.length;
    int begin = 0;
    int plain = 0;
    for (int i = 1; i <= length; i++) {
      boolean goesOnPlainly =
          i < length && isPlain(trace.port(window[i - 1]), trace.port(window[i]), places);
      if (goesOnPlainly) {
        plain++;
        continue;
      }
      if (plain > 2 * KEPT) {
        stretches.add(stretch(window, begin, i - 1 - plain + KEPT, begin > 0));
        begin = i - KEPT;
      }
      plain = 0;
    }
    stretches.add(stretch(window, begin, length, begin > 0));
    return List.copyOf(stretches);
  }

  private static List<Stretch> atMost(List<Stretch> stretches) {
    List<Stretch> kept = new ArrayList<>();
    int left = MOST_PER_WINDOW;
    for (Stretch stretch : stretches) {
      if (left > 0) {
        kept.add(stretch.first(left));
      }
      left -= stretch.size();
    }
    return List.copyOf(kept);
  }

  private static Stretch stretch(int[] window, int begin, int end, boolean restarts) {
    return new Stretch(Arrays.copyOfRange(window, begin, end), restarts);
  }

  private static boolean isPlain(int port, int nextPort, CandidateRing places) {
    int from = places.space().place(port);
    int to = places.space().place(nextPort);
    return to > from
        && to - from <= NEAR
        && to + NEAR < places.count()
        && places.freeSteps(from, to + NEAR) == to + NEAR - from;
  }

  Timeline trace() {
    return trace;
  }

  CandidateRing places() {
    return places;
  }

  List<Window> list() {
    return windows;
  }
}
