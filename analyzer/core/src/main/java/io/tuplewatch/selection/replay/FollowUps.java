package io.tuplewatch.selection.replay;

/**
 * How often a failed connect is followed by another on its account, and how often a short
 * connection that worked. The connects are taken for a point process (Hawkes, "Spectra of some
 * self-exciting and mutually exciting point processes", 1971): its intensity is that of a
 * background, constant for two minutes or more, plus that of follow-ups, which come within a window
 * after a failure or a close, at any time of it equally likely. The likeliest window and numbers of
 * follow-ups count; those that do not make what was seen clearly likelier are none.
 */
final class FollowUps {

  /**
   * When follow-ups come after a failure or a close, ns.
   *
   * @param from exclusive
   */
  record Window(long from, long to) {}

  private static final long SHORTEST_WINDOW = 10_000_000L;

  /** Each twice as long as the one before, up to 20 s: pools wait for 5 s or 10 s at most. */
  private static final int WINDOWS = 12;

  /** Ends and beginnings of the windows tried around the best, as parts of its end. */
  private static final double[] ENDS = {.7, 1, 1.4};

  private static final double[] BEGINNINGS = {0, 1 / 16.0, 1 / 8.0, 1 / 4.0};

  /** The background's pieces have so many connects in the mean, and two minutes at least. */
  private static final int CONNECTS_PER_PIECE = 50;

  private static final long SHORTEST_PIECE = 120_000_000_000L;

  /** Chi-square with one degree of freedom exceeds this once in 2,000 times. */
  private static final double CLEARLY = 12;

  private static final int HALVINGS = 12;
  private static final int TURNS = 4;

  private final long[] starts;
  private final Window window;
  private final double pieceNanos;
  private final int[] pieces;

  /** Connects per ns in the piece of each connect. */
  private final double[] mean;

  /** By how much one follow-up of each failure, and of each close, would make it more or less. */
  private final double[] byFailures;

  private final double[] byCloses;
  private double perFailure;
  private double perClose;
  private double logLikelihood;

  private FollowUps(long[] starts, long[] failureEnds, long[] closeEnds, Window window) {
    this.starts = starts;
    this.window = window;
    long span = starts[starts.length - 1] - starts[0];
    int enough = Math.max(1, starts.length / CONNECTS_PER_PIECE);
    int count = (int) Math.max(1, Math.min(enough, span / SHORTEST_PIECE));
    this.pieceNanos = Math.max(1, (double) span / count);
    this.pieces = new int[starts.length];
    int[] connects = new int[count];
    for (int n = 0; n < pieces.length; n++) {
      pieces[n] = piece(starts[n], count);
      connects[pieces[n]]++;
    }
    this.mean = new double[pieces.length];
    for (int n = 0; n < mean.length; n++) {
      mean[n] = connects[pieces[n]] / pieceNanos;
    }
    this.byFailures = difference(failureEnds, count);
    this.byCloses = difference(closeEnds, count);
  }

  /**
   * The window and the follow-ups that are likeliest. O(connects).
   *
   * @param starts of the connects, ascending, at least one
   * @param failureEnds when connects failed, ascending
   * @param closeEnds when connections were closed that had worked for a short time, ascending
   * @param after how long after a failure windows begin at the earliest, ns
   */
  static FollowUps of(long[] starts, long[] failureEnds, long[] closeEnds, long after) {
    Window any = new Window(after, after + SHORTEST_WINDOW);
    FollowUps none = new FollowUps(starts, failureEnds, closeEnds, any);
    none.measure();
    FollowUps best = none;
    FollowUps before = none;
    for (int i = 0; i < WINDOWS && failureEnds.length > 0; i++) {
      Window window = new Window(after, after + (SHORTEST_WINDOW << i));
      FollowUps one = afterFailures(starts, failureEnds, closeEnds, window);
      boolean likeliest = one.logLikelihood > best.logLikelihood;
      boolean withTail = best == before && one.perFailure > best.perFailure;
      best = one.clearlyLikelierThan(none) && (likeliest || withTail) ? one : best;
      before = one;
    }
    return best.perFailure > 0
        ? best.around(failureEnds, closeEnds).withCloses(failureEnds, closeEnds)
        : best;
  }

  private static FollowUps afterFailures(
      long[] starts, long[] failureEnds, long[] closeEnds, Window window) {
    FollowUps one = new FollowUps(starts, failureEnds, closeEnds, window);
    one.perFailure = one.likeliest(one.byFailures, one.byCloses, 0);
    one.measure();
    return one;
  }

  /** The likeliest window about as long. */
  private FollowUps around(long[] failureEnds, long[] closeEnds) {
    FollowUps best = this;
    for (double end : ENDS) {
      for (double beginning : BEGINNINGS) {
        double length = (double) (window.to() - window.from()) * end;
        long from = window.from() + (long) (length * beginning);
        Window other = new Window(from, window.from() + (long) length);
        FollowUps one = afterFailures(starts, failureEnds, closeEnds, other);
        best = one.logLikelihood > best.logLikelihood ? one : best;
      }
    }
    return best;
  }

  /** Does the same where short connections have follow-ups as well, if that is clearly likelier. */
  private FollowUps withCloses(long[] failureEnds, long[] closeEnds) {
    FollowUps both = new FollowUps(starts, failureEnds, closeEnds, window);
    both.perFailure = perFailure;
    for (int turn = 0; turn < TURNS; turn++) {
      both.perClose = both.likeliest(both.byCloses, both.byFailures, both.perFailure);
      both.perFailure = both.likeliest(both.byFailures, both.byCloses, both.perClose);
    }
    both.measure();
    return both.clearlyLikelierThan(this) ? both : this;
  }

  private int piece(long time, int count) {
    double since = (double) Math.max(0, time - starts[0]);
    return (int) Math.min(count - 1, since / pieceNanos);
  }

  /** Where the window is, more; but as many less in the background of the same piece. */
  private double[] difference(long[] ends, int pieceCount) {
    int[] counts = countsBefore(ends);
    int[] endsOfPiece = new int[pieceCount];
    for (long end : ends) {
      endsOfPiece[piece(end, pieceCount)]++;
    }
    double[] difference = new double[counts.length];
    double length = (double) (window.to() - window.from());
    for (int n = 0; n < counts.length; n++) {
      difference[n] = counts[n] / length - endsOfPiece[pieces[n]] / pieceNanos;
    }
    return difference;
  }

  /** Counts for each connect how many of these lie before it by a time within the window. */
  private int[] countsBefore(long[] ends) {
    int[] counts = new int[starts.length];
    int first = 0;
    int next = 0;
    for (int n = 0; n < counts.length; n++) {
      while (next < ends.length && ends[next] < starts[n] - window.from()) {
        next++;
      }
      while (first < next && ends[first] < starts[n] - window.to()) {
        first++;
      }
      counts[n] = next - first;
    }
    return counts;
  }

  /** How many follow-ups each has most likely, 0 to 1; the likelihood is concave in it. */
  private double likeliest(double[] by, double[] byOther, double perOther) {
    double low = 0;
    double high = 1;
    if (slope(by, low, byOther, perOther) <= 0) {
      return low;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (slope(by, middle, byOther, perOther) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private double slope(double[] by, double per, double[] byOther, double perOther) {
    double slope = 0;
    for (int n = 0; n < by.length; n++) {
      slope += by[n] / intensity(n, per * by[n] + perOther * byOther[n]);
    }
    return slope;
  }

  /** Above 0, also where every connect of a piece would be a follow-up. */
  private double intensity(int n, double more) {
    return Math.max(mean[n] + more, mean[n] * 1e-3);
  }

  private void measure() {
    for (int n = 0; n < mean.length; n++) {
      double more = perFailure * byFailures[n] + perClose * byCloses[n];
      logLikelihood += Math.log(intensity(n, more));
    }
  }

  private boolean clearlyLikelierThan(FollowUps other) {
    return 2 * (logLikelihood - other.logLikelihood) > CLEARLY;
  }

  /** When after a failure its follow-up comes. */
  Window window() {
    return window;
  }

  /**
   * Follow-ups of a failed connect in the mean, 0 to 1, that would not have come as soon if it had
   * worked.
   */
  double causedPerFailure() {
    return Math.max(0, perFailure - perClose);
  }
}
