package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.InitialState;
import io.tuplewatch.selection.filter.OccupancyProbability;
import io.tuplewatch.selection.filter.PortModel;
import io.tuplewatch.selection.filter.StartDistribution;

/**
 * From a reserved candidate anywhere, from any other step by step. The retries of one search are
 * independent landings, so neither the port nor their number tells where the search started.
 */
public final class RandomRetryModel extends PortModel {

  /** Longer series of retries than this count as this. */
  private static final int MOST_RETRIES = 64;

  private final double[] landing;
  private final double[] moves;

  public RandomRetryModel(CandidateRing ring, RandomRetry algorithm) {
    super(ring);
    PortSpace space = ring.space();
    this.landing = new double[space.range().size()];
    int others = 0;
    for (int drawn = 0; drawn < space.span(); drawn++) {
      int index = algorithm.landing(space, 0, drawn);
      if (!space.reserved().contains(space.port(index))) {
        landing[walkedTo(index)]++;
        others++;
      }
    }
    for (int index = 0; index < landing.length; index++) {
      landing[index] /= Math.max(1, others);
    }
    this.moves = moves(1 - (double) others / space.span());
  }

  /** A landing on a port that is bound walks on. */
  private int walkedTo(int index) {
    if (index >= ring().count()) {
      return index;
    }
    return ring().wrap(index + ring().stepsToFree(index));
  }

  /** P(the start moves on by so many candidates) when the first retry is certain. */
  private static double[] moves(double reservedShare) {
    double[] moves = new double[MOST_RETRIES + 2];
    double left = 1;
    for (int retries = 1; retries <= MOST_RETRIES; retries++) {
      double probability = retries == MOST_RETRIES ? left : left * (1 - reservedShare);
      left -= probability;
      for (int draw = 0; draw < DRAWS; draw++) {
        moves[Math.max(retries, draw) + 1] += probability / DRAWS;
      }
    }
    return moves;
  }

  @Override
  protected boolean walksOn() {
    return true;
  }

  @Override
  protected boolean walksOver(int unavailable) {
    return !ring().isReserved(unavailable);
  }

  @Override
  protected double landed(
      StartDistribution start,
      int index,
      double taken,
      OccupancyProbability inUse,
      StartDistribution next) {
    double probability = landing[index] * taken;
    double total = 0;
    if (probability == 0 || ring().hasNoUnavailable()) {
      return 0;
    }
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      if (ring().isReserved(at)) {
        double weight = start.get(at) * probability;
        total += weight;
        moveAfterLanding(at, weight, next);
      }
    }
    return total;
  }

  @Override
  protected double landedFirst(InitialState start, int index) {
    double reserved = 0;
    if (landing[index] > 0) {
      for (int at : ring().unavailable()) {
        reserved += ring().isReserved(at) ? start.anywhere().get(at) : 0;
      }
    }
    return reserved * landing[index];
  }

  @Override
  protected int reach() {
    return ring().count() - 1;
  }

  @Override
  protected void moveAfterLanding(int start, double weight, StartDistribution next) {
    for (int move = next == StartDistribution.FORGOTTEN ? moves.length : 1;
        move < moves.length;
        move++) {
      if (moves[move] > 1e-4) {
        next.add(on(start, move), weight * moves[move]);
      }
    }
  }
}
