package io.tuplewatch.selection.filter;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What one algorithm makes of the first port that is seen of a window, when nothing is known of
 * where the sequence stands. All windows and destinations of the same candidates share it, so what
 * was reckoned once is kept. Thread-safe.
 */
public final class InitialState {

  /**
   * Below so many candidates each weighs so much that what is in use matters; nothing is cached.
   */
  private static final int FEW_PLACES = 2_000;

  private static final long UNKNOWN = Double.doubleToRawLongBits(Double.NaN);

  private final PortModel model;
  private final StartDistribution anywhere;
  private final double[] weightBefore;
  private final AtomicLongArray landed;

  /** Made on need and never changed, so it does not matter which thread's is kept. */
  private volatile @Nullable StartDistribution movesAfterLanding;

  /**
   * @param seen share of the connects that are seen, above 0 and below 1
   */
  public InitialState(PortModel model, double seen) {
    CandidateRing ring = model.ring();
    this.model = model;
    this.anywhere = new StartDistribution(ring.count());
    StartDistribution even = new StartDistribution(ring.count());
    for (int index = 0; index < ring.count(); index++) {
      even.add(index, 1.0 / ring.count());
    }
    if (ring.hasNoUnavailable()) {
      anywhere.addAll(even, 1); // what moves on by the same everywhere stays even
    } else {
      model.passUnseen(even, seen, anywhere);
    }
    int[] unavailable = ring.unavailable();
    this.weightBefore = new double[unavailable.length + 1];
    for (int i = 0; i < unavailable.length; i++) {
      weightBefore[i + 1] = weightBefore[i] + anywhere.get(unavailable[i]);
    }
    this.landed = new AtomicLongArray(ring.space().range().size());
    for (int index = 0; index < landed.length(); index++) {
      landed.set(index, UNKNOWN);
    }
  }

  /** Weights of where a window's first search that is seen starts. Not to be changed. */
  public StartDistribution anywhere() {
    return anywhere;
  }

  /**
   * The weight of some unavailable candidates, by their numbers in {@link
   * CandidateRing#unavailable}.
   *
   * @param from the first
   * @param to behind the last
   */
  public double weight(int from, int to) {
    return weightBefore[to] - weightBefore[from];
  }

  /** The probability that the window's first port is the one at an index. */
  public double probability(int index, OccupancyProbability inUse) {
    return observe(index, inUse, StartDistribution.FORGOTTEN);
  }

  /** Returns {@link #probability} and adds to {@code next} as {@link PortModel#observe} does. */
  public double observe(int index, OccupancyProbability inUse, StartDistribution next) {
    return model.ring().count() < FEW_PLACES
        ? model.observe(anywhere, index, inUse, next)
        : model.observeFirst(this, index, inUse, next);
  }

  /**
   * Where the next search starts behind one that landed: about as likely anywhere from where it can
   * have begun to where it landed.
   *
   * @param reach how many candidates before the port it may have begun
   */
  public void moveAfterLanding(int index, int reach, double weight, StartDistribution next) {
    StartDistribution known = movesAfterLanding;
    if (known == null) {
      known = reckonMoves();
      movesAfterLanding = known;
    }
    int count = model.ring().count();
    int ring = Math.min(count, reach + PortModel.DRAWS + 1);
    int from = Math.floorMod(index + PortModel.DRAWS + 1 - ring, count);
    int to = from + ring;
    double total = known.total(from, Math.min(to, count)) + known.total(0, Math.max(0, to - count));
    if (total > 0) {
      next.addAll(known, from, Math.min(to, count), weight / total);
      next.addAll(known, 0, Math.max(0, to - count), weight / total);
    }
  }

  private StartDistribution reckonMoves() {
    StartDistribution sum = new StartDistribution(model.ring().count());
    for (int index : model.ring().unavailable()) {
      if (!model.walksOver(index)) {
        model.moveAfterLanding(index, anywhere.get(index), sum);
      }
    }
    return sum;
  }

  /** The part of it that comes from unavailable starts other than by walking. */
  public double landed(int index) {
    long known = landed.get(index);
    if (known != UNKNOWN) {
      return Double.longBitsToDouble(known);
    }
    double reckoned = model.landedFirst(this, index);
    landed.set(index, Double.doubleToRawLongBits(reckoned));
    return reckoned;
  }
}
