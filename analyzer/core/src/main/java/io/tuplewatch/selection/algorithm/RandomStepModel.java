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
import java.util.stream.IntStream;

/**
 * From an unavailable candidate on in strides of one random length, coprime to the number of
 * candidates. A port {@code d} candidates on was reached after {@code k} strides of length {@code d
 * / k} modulo the candidates, if all that lay between was unavailable.
 */
public final class RandomStepModel extends PortModel {

  /** Where more unlikely starts than this could have led to a port, so many are sampled. */
  private static final int MOST_STARTS = 128;

  /** Starts above this weight are judged each by itself. */
  private static final double LIKELY = 1e-3;

  /** Strides looked back: with the full width hardly a search takes more, else the longest run. */
  private static final int MOST_STRIDES = 256;

  /** With no more lengths of stride than this all of them are followed. */
  private static final int MOST_LENGTHS = 512;

  private static final int SAMPLED_STEPS = 8;

  /** Less probable moves are left out. */
  private static final double NEGLIGIBLE = 1e-4;

  /** P(more strides were taken than are looked back), which can end anywhere. */
  private static final double FARTHER = .005;

  private final int count;
  private final double[] stepWeight;
  private final char[] steps;
  private final int reach;
  private final int strides;
  private final int[] divisor;
  private final long[] inverse;

  /** For each unavailable start the strides of its searches, for some steps; made on need. */
  private final Map<Integer, char[]> walks = new ConcurrentHashMap<>();

  /** Every length that a stride can have, ascending. */
  private final int[] lengths;

  private final Map<InitialState, double[]> landedFirst = new ConcurrentHashMap<>();

  private final double[] commonMoves;

  public RandomStepModel(CandidateRing ring, int width) {
    super(ring);
    this.count = ring.count();
    this.steps = RandomStep.steps(count, width);
    this.stepWeight = new double[count + 1];
    for (int drawn = 1; drawn < steps.length; drawn++) {
      stepWeight[steps[drawn]] += 1.0 / (steps.length - 1);
    }
    this.lengths = IntStream.range(1, count + 1).filter(step -> stepWeight[step] > 0).toArray();
    int longest = 0;
    for (int index : ring.unavailable()) {
      longest = Math.max(longest, ring.stepsToFree(index));
    }
    long far = longest + 8L * (steps.length - 1);
    this.reach = (int) Math.min(far, count - 1);
    double unavailable = 1 - (double) ring.free() / count;
    long needed = 4 + Math.round(Math.log(1e-3) / Math.log(Math.min(.97, unavailable + 1e-3)));
    long local = 16L * longest / (steps.length - 1);
    this.strides = (int) Math.min(MOST_STRIDES, Math.max(needed, local));
    this.divisor = new int[strides + 1];
    this.inverse = new long[strides + 1];
    for (int k = 1; k <= strides; k++) {
      divisor[k] = Coprimes.greatestCommonDivisor(k, count);
      inverse[k] = Coprimes.inverse(k / divisor[k], count / divisor[k]);
    }
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
      if (canReach(at, index)) {
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
      if (canReach(at, index) && exact) {
        weight = land(at, index, weight, next);
      } else if (canReach(at, index)) {
        weight *= others;
        moveAfterLanding(at, weight, next);
      } else if (weight > LIKELY && at != index) { // in use, and so jumped over
        weight *= inUse.passedOver(at) * landing(at, index);
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
    if (lengths.length <= MOST_LENGTHS) {
      return landedFirst.computeIfAbsent(start, this::landedFirst)[index];
    }
    int[] unavailable = ring().unavailable();
    if (reach == count - 1) {
      return landedFirst(start, index, 0, unavailable.length);
    }
    int first = numberFrom(unavailable, index - reach);
    int end = numberFrom(unavailable, index + 1);
    int wrapped = numberFrom(unavailable, index - reach + count);
    double behindTheEnd =
        index < reach ? landedFirst(start, index, wrapped, unavailable.length) : 0;
    return behindTheEnd + landedFirst(start, index, first, end);
  }

  /**
   * Computes {@link #landedFirst(InitialState, int)} for all candidates at once: each length of
   * stride leads once around the circle, and a index that can be had collects what the unavailable
   * ones right before it weigh.
   */
  private double[] landedFirst(InitialState start) {
    double[] landed = new double[count];
    double[] weights = new double[count];
    for (int index : ring().unavailable()) {
      weights[index] = start.anywhere().get(index);
    }
    for (int length : lengths) {
      double probability = (1 - FARTHER) * stepWeight[length];
      int at = ring().stepsToFree(0) % count;
      double collected = 0;
      for (int strides = 0; strides < count; strides++) {
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
    double farther = FARTHER * start.weight(0, ring().unavailable().length) / ring().free();
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
      total += weight * landing(unavailable[i], index);
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
      if (weight <= LIKELY && canReach(at, index)) {
        all += weight;
        if (number++ % every == 0) {
          weights += weight;
          total += weight * landing(at, index);
        }
      }
    }
    return weights == 0 ? 0 : total / weights * all;
  }

  private boolean canReach(int start, int index) {
    return ring().isUnavailable(start) && Math.floorMod(index - start, count) <= reach;
  }

  /** P(a search from an unavailable start takes the port at an index). */
  double landing(int start, int index) {
    double total = 0;
    for (int k = 1; k <= strides; k++) {
      total += landing(start, index, k);
    }
    return (1 - FARTHER) * total + FARTHER / ring().free();
  }

  /**
   * Multiplies {@link #landing(int, int)} by a weight and adds the transitions: the strides tell
   * how far on.
   */
  private double land(int start, int index, double weight, StartDistribution next) {
    double farther = weight * FARTHER / ring().free();
    moveAfterLanding(start, farther, next);
    double total = farther;
    for (int k = 1; k <= strides; k++) {
      double landed = weight * (1 - FARTHER) * landing(start, index, k);
      if (landed > 0) {
        move(start, k, landed, next);
        total += landed;
      }
    }
    return total;
  }

  /** P(the search is there after so many strides). */
  private double landing(int start, int index, int k) {
    int distance = Math.floorMod(index - start, count);
    int common = divisor[k];
    if (common > 1 && distance % common != 0) {
      return 0;
    }
    double total = 0;
    int modulus = count / common;
    int step = (int) (distance / common * inverse[k] % modulus);
    for (int solution = 0; solution < common; solution++, step += modulus) {
      if (stepWeight[step] > 0 && leads(start, step, k)) {
        total += stepWeight[step];
      }
    }
    return total;
  }

  /** Whether nothing that can be had lies before the last of so many strides. */
  private boolean leads(int start, int step, int strides) {
    int at = start;
    for (int k = 1; k < strides; k++) {
      at += step;
      at = at >= count ? at - count : at;
      if (!ring().isUnavailable(at)) {
        return false;
      }
    }
    return true;
  }

  /** Where strides reach everywhere, all starts take about as many. */
  @Override
  protected int reach() {
    return reach;
  }

  @Override
  protected void moveAfterLanding(int start, double weight, StartDistribution next) {
    if (next == StartDistribution.FORGOTTEN) {
      return;
    }
    if (reach == count - 1) {
      for (int move = 1; move < commonMoves.length; move++) {
        if (commonMoves[move] > NEGLIGIBLE) {
          next.add(on(start, move), weight * commonMoves[move]);
        }
      }
    } else {
      for (char strides : walks(start)) {
        move(start, strides, weight / SAMPLED_STEPS, next);
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
      for (char strides : walks(unavailable[i])) {
        common = withMove(common, strides, 1.0 / SAMPLED_STEPS / sampled);
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

  private char[] walks(int start) {
    return walks.computeIfAbsent(start, this::newWalks);
  }

  private char[] newWalks(int start) {
    char[] walk = new char[SAMPLED_STEPS];
    int most = steps.length - 1;
    for (int sample = 0; sample < SAMPLED_STEPS; sample++) {
      long drawn = 1 + (2L * sample + 1) * most / (2L * SAMPLED_STEPS) % most;
      walk[sample] = strides(start, steps[(int) drawn]);
    }
    return walk;
  }

  private char strides(int start, int step) {
    int at = start;
    int strides = 0;
    while (ring().isUnavailable(at) && strides < count) {
      at = ring().wrap(at + step);
      strides++;
    }
    return (char) strides;
  }
}
