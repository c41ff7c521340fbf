package io.tuplewatch.selection.filter;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What one algorithm makes of the first port that is seen of a window, when nothing is known of
 * where the sequence stands. The same for all windows and destinations of the same places, so what
 * was reckoned once is kept. Thread-safe.
 */
public final class InitialState {

  /** Of fewer places each weighs so much that what is in use matters; they are reckoned anew. */
  private static final int FEW_PLACES = 2_000;

  private static final long UNKNOWN = Double.doubleToRawLongBits(Double.NaN);

  private final PortModel explanation;
  private final StartDistribution anywhere;
  private final double[] weightBefore;
  private final AtomicLongArray landed;

  /** Made on need and never changed, so it does not matter which thread's is kept. */
  private volatile @Nullable StartDistribution movesAfterLanding;

  /**
   * @param seen share of the connects that are seen, above 0 and below 1
   */
  public InitialState(PortModel explanation, double seen) {
    CandidateRing places = explanation.places();
    this.explanation = explanation;
    this.anywhere = new StartDistribution(places.count());
    StartDistribution even = new StartDistribution(places.count());
    for (int place = 0; place < places.count(); place++) {
      even.add(place, 1.0 / places.count());
    }
    if (places.hasNoUnavailable()) {
      anywhere.addAll(even, 1); // what moves on by the same everywhere stays even
    } else {
      explanation.passUnseen(even, seen, anywhere);
    }
    int[] unavailable = places.unavailable();
    this.weightBefore = new double[unavailable.length + 1];
    for (int i = 0; i < unavailable.length; i++) {
      weightBefore[i + 1] = weightBefore[i] + anywhere.get(unavailable[i]);
    }
    this.landed = new AtomicLongArray(places.space().range().size());
    for (int place = 0; place < landed.length(); place++) {
      landed.set(place, UNKNOWN);
    }
  }

  /** Weights of where a window's first search that is seen starts. Not to be changed. */
  public StartDistribution anywhere() {
    return anywhere;
  }

  /**
   * The weight of some unavailable places, by their numbers in {@link CandidateRing#unavailable}.
   *
   * @param from the first
   * @param to behind the last
   */
  public double weight(int from, int to) {
    return weightBefore[to] - weightBefore[from];
  }

  /** The probability that the window's first port is the one at a place. */
  public double probability(int place, OccupancyProbability inUse) {
    return observe(place, inUse, StartDistribution.FORGOTTEN);
  }

  /** The same; {@code next} is added to as by {@link PortModel#observe}. */
  public double observe(int place, OccupancyProbability inUse, StartDistribution next) {
    return explanation.places().count() < FEW_PLACES
        ? explanation.observe(anywhere, place, inUse, next)
        : explanation.observeFirst(this, place, inUse, next);
  }

  /**
   * Where the next search starts behind one that landed: about as likely anywhere from where it can
   * have begun to where it landed.
   *
   * @param reach how many places before the port it may have begun
   */
  public void moveAfterLanding(int place, int reach, double weight, StartDistribution next) {
    StartDistribution known = movesAfterLanding;
    if (known == null) {
      known = reckonMoves();
      movesAfterLanding = known;
    }
    int count = explanation.places().count();
    int places = Math.min(count, reach + PortModel.DRAWS + 1);
    int from = Math.floorMod(place + PortModel.DRAWS + 1 - places, count);
    int to = from + places;
    double total = known.total(from, Math.min(to, count)) + known.total(0, Math.max(0, to - count));
    if (total > 0) {
      next.addAll(known, from, Math.min(to, count), weight / total);
      next.addAll(known, 0, Math.max(0, to - count), weight / total);
    }
  }

  private StartDistribution reckonMoves() {
    StartDistribution sum = new StartDistribution(explanation.places().count());
    for (int place : explanation.places().unavailable()) {
      if (!explanation.walksOver(place)) {
        explanation.moveAfterLanding(place, anywhere.get(place), sum);
      }
    }
    return sum;
  }

  /** The part of it that comes from unavailable starts other than by walking. */
  public double landed(int place) {
    long known = landed.get(place);
    if (known != UNKNOWN) {
      return Double.longBitsToDouble(known);
    }
    double reckoned = explanation.landedFirst(this, place);
    landed.set(place, Double.doubleToRawLongBits(reckoned));
    return reckoned;
  }
}
