package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Coprimes;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.InitialState;
import io.tuplewatch.selection.filter.OccupancyProbability;
import io.tuplewatch.selection.filter.PortModel;
import io.tuplewatch.selection.filter.StartDistribution;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From an unavailable candidate on in {@link Strides} of one random length: which starts may have
 * led to a port, and where the next search starts.
 */
public final class RandomStepModel extends PortModel {

  /** Where more unlikely starts than this could have led to a port, so many are sampled. */
  private static final int MOST_STARTS = 128;

  /** Starts above this weight are judged each by itself. */
  private static final double LIKELY = 1e-3;

  /** With no more lengths of stride than this all of them are followed. */
  private static final int MOST_LENGTHS = 512;

  /** Less probable moves are left out. */
  private static final double NEGLIGIBLE = 1e-4;

  private final int count;
  private final Strides strides;
  private final Map<InitialState, double[]> landedFirst = new ConcurrentHashMap<>();

  private final double[] commonMoves;

  public RandomStepModel(CandidateRing ring, int width) {
    super(ring);
    this.count = ring.count();
    this.strides = new Strides(ring, RandomStep.steps(count, width));
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

  /**
   * Starts beyond reach have no part. The likely ones are judged each by itself; of the many
   * others, if there are too many, some speak for all.
   */
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
    double[] weights = {0, 0};
    int[] counts = {0, 0};
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      if (strides.canReach(at, index)) {
        int kind = start.get(at) > LIKELY ? 1 : 0;
        weights[kind] += start.get(at);
        counts[kind]++;
      }
    }
    int every = evenly(1 + (counts[0] - 1) / MOST_STARTS);
    double total = 0;
    double others = every == 1 ? 1 : sampled(start, index, every) / weights[0];
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      double weight = start.get(at) * taken;
      boolean exact = every == 1 || start.get(at) > LIKELY;
      if (strides.canReach(at, index) && exact) {
        weight = land(at, index, weight, next);
      } else if (strides.canReach(at, index)) {
        weight *= others;
        moveAfterLanding(at, weight, next);
      } else if (weight > LIKELY && at != index) { // in use, and so jumped over
        weight *= inUse.passedOver(at) * strides.landing(at, index);
        move(at, 1, weight, next);
      } else {
        weight = 0;
      }
      total += weight;
    }
    return total;
  }

  /**
   * Some of the starts within reach speak for all: at a window's start they weigh about the same.
   */
  @Override
  protected double landedFirst(InitialState start, int index) {
    if (index >= count) {
      return 0;
    }
    if (strides.lengths().length <= MOST_LENGTHS) {
      return landedFirst.computeIfAbsent(start, this::landedFirst)[index];
    }
    int[] unavailable = ring().unavailable();
    if (strides.reach() == count - 1) {
      return landedFirst(start, index, 0, unavailable.length);
    }
    int first = numberFrom(unavailable, index - strides.reach());
    int end = numberFrom(unavailable, index + 1);
    int wrapped = numberFrom(unavailable, index - strides.reach() + count);
    double behindTheEnd =
        index < strides.reach() ? landedFirst(start, index, wrapped, unavailable.length) : 0;
    return behindTheEnd + landedFirst(start, index, first, end);
  }

  /**
   * Computes {@link #landedFirst(InitialState, int)} for all candidates at once: each length of
   * stride leads once around the circle, and an index that can be had collects what the unavailable
   * ones right before it weigh.
   */
  private double[] landedFirst(InitialState start) {
    double[] landed = new double[count];
    double[] weights = new double[count];
    for (int index : ring().unavailable()) {
      weights[index] = start.anywhere().get(index);
    }
    for (int length : strides.lengths()) {
      double probability = (1 - Strides.FARTHER) * strides.weight(length);
      int at = ring().stepsToFree(0) % count;
      double collected = 0;
      for (int taken = 0; taken < count; taken++) {
        at += length;
        at = at >= count ? at - count : at;
        if (ring().stepsToFree(at) > 0) {
          collected += weights[at];
        } else {
          landed[at] += probability * collected;
          collected = 0;
        }
      }
    }
    double farther = Strides.FARTHER * start.weight(0, ring().unavailable().length) / ring().free();
    for (int index = 0; index < count; index++) {
      landed[index] += farther;
    }
    return landed;
  }

  /** The number of the first unavailable index from this one up. */
  private static int numberFrom(int[] unavailable, int index) {
    int found = Arrays.binarySearch(unavailable, index);
    return found >= 0 ? found : -found - 1;
  }

  private double landedFirst(InitialState start, int index, int from, int to) {
    int[] unavailable = ring().unavailable();
    int every = evenly(1 + (to - from - 1) / MOST_STARTS);
    double weights = 0;
    double total = 0;
    for (int i = from; i < to; i += every) {
      double weight = start.weight(i, i + 1);
      weights += weight;
      total += weight * strides.landing(unavailable[i], index);
    }
    return weights == 0 ? 0 : total / weights * start.weight(from, to);
  }

  /**
   * Strides are coprime to the candidates: what is taken from them must not be in step with that.
   */
  private int evenly(int every) {
    int coprime = every;
    while (Coprimes.greatestCommonDivisor(coprime, count) > 1) {
      coprime++;
    }
    return coprime;
  }

  /** The sum over unlikely starts of weight and probability, from every so many-th. */
  private double sampled(StartDistribution start, int index, int every) {
    double total = 0;
    double weights = 0;
    double all = 0;
    int number = 0;
    for (int at = start.next(0); at >= 0; at = start.next(at + 1)) {
      double weight = start.get(at);
      if (weight <= LIKELY && strides.canReach(at, index)) {
        all += weight;
        if (number++ % every == 0) {
          weights += weight;
          total += weight * strides.landing(at, index);
        }
      }
    }
    return weights == 0 ? 0 : total / weights * all;
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

  /** Where strides reach everywhere, all starts take about as many. */
  @Override
  protected int reach() {
    return strides.reach();
  }

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

  /** P(the start moves on by so many candidates), over some starts and steps. */
  private double[] commonMoves() {
    int[] unavailable = ring().unavailable();
    int every = evenly(1 + unavailable.length / MOST_STARTS);
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
