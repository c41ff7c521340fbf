package io.tuplewatch.selection.filter;

/**
 * The probability of ports under one model, one after the other: a forward filter over the hidden
 * start of the next search.
 *
 * <p>Between two connects that were seen lies any number that was not, each with the chance {@code
 * 1 - seen}; each moves the start on. Starts only move forward, so the sum over all numbers is one
 * sweep around the circle: what arrives at an index is what was there plus {@code 1 - seen} of what
 * moves there from candidates before. Not thread-safe.
 */
public final class ForwardFilter {

  /**
   * P(the connect has nothing to do with the sequence: bound by its application, or out of turn).
   */
  private static final double OUTLIER = 4e-3;

  /** P(the sequence begins anew though no re-salt is due). */
  private static final double RESTART = 1e-3;

  /** How far a port can be from its turn, in candidates, when a thread was held up. */
  private static final int NEAR = 128;

  private final PortModel model;
  private final CandidateRing ring;
  private final double seen;
  private final InitialState windowStart;
  private final StartDistribution start;
  private final StartDistribution next;
  private final StartDistribution anew;
  private boolean atWindowStart;
  private double outliers;

  public ForwardFilter(PortModel model, double seen) {
    this.model = model;
    this.ring = model.ring();
    this.seen = seen;
    this.start = new StartDistribution(ring.count());
    this.next = new StartDistribution(ring.count());
    this.anew = new StartDistribution(ring.count());
    this.windowStart = model.windowStart(seen);
  }

  /** A new re-salt window. */
  public void restart() {
    atWindowStart = true;
  }

  /**
   * The sequence as after a connect to an index of the first pass, wherever that search started.
   */
  public void restartBehind(int index) {
    atWindowStart = false;
    next.clear();
    model.move(index, 0, 1, next);
    start.clear();
    model.passUnseen(next, seen, start);
  }

  /** Connects so far that were more probably outliers than not. */
  public double outliers() {
    return outliers;
  }

  /**
   * The next port that was seen.
   *
   * @param index its index in the port space
   * @param last the window has no other behind it
   * @return the logarithm of its probability
   */
  public double add(int index, OccupancyProbability inUse, boolean last) {
    StartDistribution from = atWindowStart ? windowStart.anywhere() : start;
    double inTurn = (1 - OUTLIER - RESTART) * observe(index, inUse, last);
    double outlier = OUTLIER * outOfTurn(from, ring, index);
    double restarted = inTurn < RESTART ? RESTART * windowStart.probability(index, inUse) : 0;
    double probability = inTurn + restarted + outlier;
    outliers += (outlier + restarted) / probability;
    if (!last) {
      goOn(from, index, inUse, restarted, outlier, probability);
    }
    return Math.log(probability);
  }

  private double observe(int index, OccupancyProbability inUse, boolean last) {
    next.clear();
    StartDistribution into = last ? StartDistribution.FORGOTTEN : next;
    return atWindowStart
        ? windowStart.observe(index, inUse, into)
        : model.observe(start, index, inUse, into);
  }

  /** Where the next search starts, by what this one may have been. */
  private void goOn(
      StartDistribution from,
      int index,
      OccupancyProbability inUse,
      double restarted,
      double outlier,
      double probability) {
    next.scale(1 - OUTLIER - RESTART, 0);
    if (restarted > PortModel.NEGLIGIBLE * probability) {
      windowStart.observe(index, inUse, anew);
      next.addAll(anew, RESTART);
      anew.clear();
    }
    if (outlier > PortModel.NEGLIGIBLE * probability) {
      next.addAll(from, outlier);
    }
    next.scale(1 / probability, PortModel.NEGLIGIBLE);
    start.clear();
    model.passUnseen(next, seen, start);
    atWindowStart = false;
  }

  /**
   * Half anywhere in the range, half near the sequence: a thread held up between its start and the
   * kernel's choice has a port ahead of its turn, those in between then have one behind.
   */
  private static double outOfTurn(StartDistribution start, CandidateRing ring, int index) {
    double probability = .5 / ring.space().range().size();
    if (index < ring.count()) {
      double near = 0;
      for (int away = 1; away <= NEAR; away++) {
        near += start.get((index + away) % ring.count());
        near += start.get(Math.floorMod(index - away, ring.count()));
      }
      probability += .5 * near / (2 * NEAR);
    }
    return probability;
  }
}
