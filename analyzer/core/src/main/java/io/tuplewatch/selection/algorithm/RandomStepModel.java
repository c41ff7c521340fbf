package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Coprimes;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.InitialState;
import io.tuplewatch.selection.filter.OccupancyProbability;
import io.tuplewatch.selection.filter.PortModel;
import io.tuplewatch.selection.filter.StartDistribution;
import java.util.Arrays;

/**
 * Models {@code __inet_hash_connect} (net/ipv4/inet_hashtables.c) with {@code
 * ip_local_port_step_width}: a search draws one step, and goes on in {@link Strides} of it from
 * candidate to candidate until one can be had. It <em>lands</em> there. Neither the start nor the
 * step is seen; the start of the next search follows from that of this one and from how many
 * strides it took.
 *
 * <p>Starts are sampled where there are many of them, every so many-th: in step with no stride,
 * since these are coprime to the candidates.
 */
public final class RandomStepModel extends PortModel {

  /** Where more unlikely starts than this could have led to a port, so many are sampled. */
  static final int MOST_STARTS = 128;

  /** Starts above this weight are judged each by itself. */
  private static final double LIKELY = 1e-3;

  /** Less probable moves are left out. */
  private static final double NEGLIGIBLE = 1e-4;

  private final int count;
  private final Strides strides;
  private final InitialLandings initialLandings;

  /** P(a start moves on by so many candidates) after a search, over all starts. */
  private final double[] commonMoves;

  public RandomStepModel(CandidateRing ring, int width) {
    super(ring);
    this.count = ring.count();
    this.strides = new Strides(ring, RandomStep.steps(count, width));
    this.initialLandings = new InitialLandings(ring, strides);
    this.commonMoves = commonMoves();
  }

  @Override
  protected boolean walksOn() {
    return false;
  }

  @Override
  protected boolean walksOver(int unavailable) {
    return false;
  }

  @Override
  protected double landed(
      StartDistribution start,
      int index,
      double taken,
      OccupancyProbability inUse,
      StartDistribution next) {
    if (index >= count) {
      return 0;
    }
    int every = samplingOfUnlikely(start, index);
    double sampledLanding = every == 1 ? 0 : sampledLanding(start, index, every);
    double total = 0;
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      double weight = start.get(at) * taken;
      if (!strides.canReach(at, index)) {
        total += jumpFromPortInUse(at, index, weight, inUse, next);
      } else if (every == 1 || isLikely(start, at)) {
        total += land(at, index, weight, next);
      } else {
        moveAfterLanding(at, weight * sampledLanding, next);
        total += weight * sampledLanding;
      }
    }
    return total;
  }

  private static boolean isLikely(StartDistribution start, int at) {
    return start.get(at) > LIKELY;
  }

  /** Every so many-th of the unlikely starts that may have led to a port speaks for all of them. */
  private int samplingOfUnlikely(StartDistribution start, int index) {
    int unlikely = 0;
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      unlikely += strides.canReach(at, index) && !isLikely(start, at) ? 1 : 0;
    }
    return Coprimes.next(1 + (unlikely - 1) / MOST_STARTS, count);
  }

  /** P(a search from an unlikely start takes the port at an index), over every so many-th. */
  private double sampledLanding(StartDistribution start, int index, int every) {
    double landed = 0;
    double weights = 0;
    int number = 0;
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      if (!isLikely(start, at) && strides.canReach(at, index) && number++ % every == 0) {
        weights += start.get(at);
        landed += start.get(at) * strides.landing(at, index);
      }
    }
    return weights == 0 ? 0 : landed / weights;
  }

  /** A search that began at a port in use, which is jumped over as an unavailable one is. */
  private double jumpFromPortInUse(
      int start, int index, double weight, OccupancyProbability inUse, StartDistribution next) {
    if (weight <= LIKELY || start == index) {
      return 0;
    }
    double landed = weight * (inUse.passedOver(start) * strides.landing(start, index));
    move(start, 1, landed, next);
    return landed;
  }

  /**
   * Multiplies {@link Strides#landing(int, int)} by a weight and adds the transitions: the strides
   * tell how far on.
   */
  private double land(int start, int index, double weight, StartDistribution next) {
    double farther = weight * Strides.FARTHER / ring().free();
    moveAfterLanding(start, farther, next);
    double total = farther;
    for (int k = 1; k <= strides.most(); k++) {
      double landed = weight * (1 - Strides.FARTHER) * strides.landing(start, index, k);
      if (landed > 0) {
        move(start, k, landed, next);
        total += landed;
      }
    }
    return total;
  }

  @Override
  protected double landedFirst(InitialState start, int index) {
    return index >= count ? 0 : initialLandings.landed(start, index);
  }

  @Override
  protected int reach() {
    return strides.reach();
  }

  /** Where strides reach everywhere, all starts take about as many. */
  @Override
  protected void moveAfterLanding(int start, double weight, StartDistribution next) {
    if (next == StartDistribution.FORGOTTEN) {
      return;
    }
    if (strides.reach() == count - 1) {
      for (int move = 1; move < commonMoves.length; move++) {
        if (commonMoves[move] > NEGLIGIBLE) {
          next.add(on(start, move), weight * commonMoves[move]);
        }
      }
    } else {
      for (char taken : strides.walks(start)) {
        move(start, taken, weight / Strides.SAMPLED_STEPS, next);
      }
    }
  }

  private double[] commonMoves() {
    int[] unavailable = ring().unavailable();
    int every = Coprimes.next(1 + unavailable.length / MOST_STARTS, count);
    int sampled = (unavailable.length + every - 1) / every;
    double[] common = new double[0];
    for (int i = 0; i < unavailable.length; i += every) {
      for (char taken : strides.walks(unavailable[i])) {
        common = withMove(common, taken, 1.0 / Strides.SAMPLED_STEPS / sampled);
      }
    }
    return common;
  }

  private static double[] withMove(double[] moves, int strides, double weight) {
    int most = Math.max(strides, DRAWS - 1) + 2;
    double[] sum = moves.length < most ? Arrays.copyOf(moves, most) : moves;
    for (int draw = 0; draw < DRAWS; draw++) {
      sum[Math.max(strides, draw) + 1] += weight / DRAWS;
    }
    return sum;
  }
}
