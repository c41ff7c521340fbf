package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.Arrays;

/**
 * When the re-salts happen: every 10 s, at a phase that is the same for all destinations of a boot
 * but not known (it follows from the kernel's ticks a second and from how long it took to boot). A
 * pair of neighbouring connects whose ports go on a little cannot have a re-salt between them; a
 * pair that jumps may. Not thread-safe.
 */
final class ResaltPhaseEstimator {

  static final long WINDOW_NANOS = 10_000_000_000L;

  /** A pair is said to go on within so many free candidates. */
  private static final int NEAR = 96;

  /** How many ports before and after a moment are looked at. */
  private static final int AROUND = 3;

  /** P(one of the ports after a re-salt happens to go on from one before). */
  private static final double CHANCE = .05;

  /** Recorded times and ticks of the kernel agree to this; a shorter pair may have it outside. */
  private static final long JITTER_NANOS = 2_000_000L;

  private static final int MOST_PAIRS = 1 << 17;

  /** P(a port of the same window goes on) is taken to be between these. */
  private static final double LEAST_GOING = .3;

  private static final double MOST_GOING = .98;

  /** A phase that is less likely than the likeliest by this, nats, is ruled out. */
  private static final double RULED_OUT = 4;

  /** What begins or ends at a phase; four kinds, so that they fit the lower bits of a long. */
  private static final int GOING_BEGINS = 0;

  private static final int GOING_ENDS = 1;
  private static final int JUMP_BEGINS = 2;
  private static final int JUMP_ENDS = 3;

  private long[] edges = new long[64];
  private int size;
  private long going;

  /** How many pairs lie in one window, by expectation. */
  private double together;

  /** The re-salts that the ports of one destination show. */
  static Resalts estimate(ConnectTimeline timeline, int[] sure, CandidateRing ring) {
    ResaltPhaseEstimator phase = new ResaltPhaseEstimator();
    phase.add(timeline, sure, ring);
    return phase.resalts();
  }

  /** Notes the neighbours of one destination. */
  void add(ConnectTimeline timeline, int[] sure, CandidateRing ring) {
    for (int i = 1; i < sure.length; i++) {
      int from = ring.space().index(timeline.port(sure[i - 1]));
      int to = ring.space().index(timeline.port(sure[i]));
      if (from < ring.count() && to < ring.count()) {
        add(
            timeline.start(sure[i - 1]),
            timeline.start(sure[i]),
            goesOnAround(timeline, sure, i, ring));
      }
    }
  }

  /**
   * Whether one of a few ports from here on goes on from one of a few before: a single one may have
   * landed elsewhere.
   */
  private static boolean goesOnAround(
      ConnectTimeline timeline, int[] sure, int at, CandidateRing ring) {
    for (int before = Math.max(0, at - AROUND); before < at; before++) {
      for (int after = at; after < Math.min(sure.length, at + AROUND); after++) {
        int from = ring.space().index(timeline.port(sure[before]));
        int to = ring.space().index(timeline.port(sure[after]));
        boolean both = from < ring.count() && to < ring.count();
        boolean near = timeline.start(sure[after]) - timeline.start(sure[before]) < WINDOW_NANOS;
        if (both && near && goesOn(ring, from, to)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a port goes on from another. */
  static boolean goesOn(CandidateRing ring, int from, int to) {
    int steps = ring.freeSteps(from, to);
    return steps >= 1 && steps <= NEAR;
  }

  /** Notes two neighbours of one destination; those 10 s apart and more tell nothing. */
  void add(long earlier, long later, boolean goesOn) {
    long around = goesOn ? 0 : Math.max(0, (JITTER_NANOS - (later - earlier)) / 2);
    long begin = earlier - around;
    long end = later + around;
    if (begin >= end || end - begin >= WINDOW_NANOS || size >= 4 * MOST_PAIRS) {
      return;
    }
    going += goesOn ? 1 : 0;
    together += 1 - (double) (end - begin) / WINDOW_NANOS;
    int kind = goesOn ? GOING_BEGINS : JUMP_BEGINS;
    long first = Math.floorMod(begin, WINDOW_NANOS);
    long last = Math.floorMod(end, WINDOW_NANOS);
    edge(first, kind);
    edge(last, kind + 1);
    if (last < first) {
      edge(0, kind);
      edge(WINDOW_NANOS, kind + 1);
    }
  }

  private void edge(long phase, int kind) {
    if (size == edges.length) {
      edges = Arrays.copyOf(edges, 2 * size);
    }
    edges[size++] = phase << 2 | kind;
  }

  /** What the pairs noted so far tell: the likeliest phase, and which others are possible. */
  Resalts resalts() {
    Arrays.sort(edges, 0, size);
    double[] gain = gains();
    double[] likelihoods = new double[size + 1];
    double likelihood = 0;
    double best = Double.NEGATIVE_INFINITY;
    long widest = 0;
    long middle = 0;
    long from = 0;
    for (int i = 0; i <= size; i++) {
      long to = i == size ? WINDOW_NANOS : edges[i] >> 2;
      boolean better = likelihood > best + 1e-6;
      boolean wider = likelihood > best - 1e-6 && to - from > widest;
      if (to > from && (better || wider)) {
        best = Math.max(best, likelihood);
        widest = to - from;
        middle = (from + to) / 2;
      }
      likelihoods[i] = likelihood;
      likelihood += i == size ? 0 : gain[(int) edges[i] & 3];
      from = to;
    }
    return possible(middle, best, likelihoods);
  }

  private double[] gains() {
    double inside = Math.min(MOST_GOING, Math.max(LEAST_GOING, going / Math.max(1, together)));
    double[] gain = new double[4];
    gain[GOING_BEGINS] = Math.log(CHANCE / inside);
    gain[GOING_ENDS] = -gain[GOING_BEGINS];
    gain[JUMP_BEGINS] = Math.log((1 - CHANCE) / (1 - inside));
    gain[JUMP_ENDS] = -gain[JUMP_BEGINS];
    return gain;
  }

  private Resalts possible(long likeliest, double best, double[] likelihoods) {
    long[] begins = new long[size + 1];
    long[] ends = new long[size + 1];
    int count = 0;
    for (int i = 0; i <= size; i++) {
      long from = i == 0 ? 0 : edges[i - 1] >> 2;
      long to = i == size ? WINDOW_NANOS : edges[i] >> 2;
      if (to > from && likelihoods[i] > best - RULED_OUT) {
        if (count == 0 || ends[count - 1] < from) {
          begins[count++] = from;
        }
        ends[count - 1] = to;
      }
    }
    return new Resalts(likeliest, Arrays.copyOf(begins, count), Arrays.copyOf(ends, count));
  }
}
