package io.tuplewatch.selection.check;

/**
 * The probability of ports under one explanation, one after the other: a forward filter over the
 * hidden start of the next search.
 *
 * <p>Between two connects that were seen lies any number that was not, each with the chance {@code
 * 1 - seen}; each moves the start on. Starts only move forward, so the sum over all numbers is one
 * sweep around the circle: what arrives at a place is what was there plus {@code 1 - seen} of what
 * moves there from places before. Not thread-safe.
 */
final class StartFilter {

  /**
   * P(the connect has nothing to do with the sequence: bound by its application, or out of turn).
   */
  private static final double OUTLIER = 4e-3;

  /** P(the sequence begins anew though no re-salt is due). */
  private static final double RESTART = 1e-3;

  /** How far a port can be from its turn, in places, when a thread was held up. */
  private static final int NEAR = 128;

  private static final double NEGLIGIBLE = 1e-6;

  private final Explanation explanation;
  private final FirstPass places;
  private final double seen;
  private final Belief anywhere;
  private final Belief start;
  private final Belief next;
  private final Belief anew;
  private double outliers;

  StartFilter(Explanation explanation, double seen) {
    this.explanation = explanation;
    this.places = explanation.places();
    this.seen = seen;
    this.start = new Belief(places.count());
    this.next = new Belief(places.count());
    this.anew = new Belief(places.count());
    this.anywhere = new Belief(places.count());
    for (int place = 0; place < places.count(); place++) {
      next.add(place, 1.0 / places.count());
    }
    if (places.hasNoUnavailable()) {
      anywhere.addAll(next, 1); // what moves on by the same everywhere stays even
    } else {
      passUnseen(anywhere);
    }
  }

  /** A new re-salt window. */
  void restart() {
    start.clear();
    start.addAll(anywhere, 1);
  }

  /** The sequence as after a connect to a place of the first pass, wherever that search started. */
  void restartBehind(int place) {
    next.clear();
    explanation.move(place, 0, 1, next);
    start.clear();
    passUnseen(start);
  }

  /** Connects so far that were more probably outliers than not. */
  double outliers() {
    return outliers;
  }

  /**
   * The next port that was seen.
   *
   * @param place its place in the port space
   * @return the logarithm of its probability
   */
  double add(int place, InUse inUse) {
    next.clear();
    double inTurn = (1 - OUTLIER - RESTART) * explanation.observe(start, place, inUse, next);
    next.scale(1 - OUTLIER - RESTART, 0);
    double outlier = OUTLIER * outOfTurn(place);
    double restarted = inTurn < RESTART ? restarted(place, inUse) : 0;
    double probability = inTurn + restarted + outlier;
    outliers += (outlier + restarted) / probability;
    if (outlier > NEGLIGIBLE * probability) {
      next.addAll(start, outlier);
    }
    next.scale(1 / probability, NEGLIGIBLE);
    start.clear();
    passUnseen(start);
    return Math.log(probability);
  }

  private double restarted(int place, InUse inUse) {
    double probability = RESTART * explanation.observe(anywhere, place, inUse, anew);
    next.addAll(anew, RESTART);
    anew.clear();
    return probability;
  }

  /**
   * Half anywhere in the range, half near the sequence: a thread held up between its start and the
   * kernel's choice has a port ahead of its turn, those in between then have one behind.
   */
  private double outOfTurn(int place) {
    double probability = .5 / places.space().range().size();
    if (place < places.count()) {
      double near = 0;
      for (int away = 1; away <= NEAR; away++) {
        near += start.get((place + away) % places.count());
        near += start.get(Math.floorMod(place - away, places.count()));
      }
      probability += .5 * near / (2 * NEAR);
    }
    return probability;
  }

  /**
   * Moves what {@link #next} holds on by the connects nobody saw; leaves next empty. What moves
   * around the end is found in the next round.
   */
  private void passUnseen(Belief target) {
    double unseen = 1 - seen;
    while (!next.isEmpty()) {
      for (int at = next.next(0); at >= 0; at = next.next(at + 1)) {
        double weight = next.take(at);
        boolean goesOn = weight * unseen > NEGLIGIBLE;
        target.add(at, goesOn ? weight * seen : weight);
        if (goesOn) {
          explanation.moveUnseen(at, weight * unseen, next);
        }
      }
    }
  }
}
