package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Coprimes;
import io.tuplewatch.selection.filter.CandidateRing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Where searches lead that go from an unavailable candidate on in strides of one random length,
 * coprime to the number of candidates. A port {@code d} candidates on was reached after {@code k}
 * strides of length {@code d / k} modulo the candidates, if all that lay between was unavailable.
 * Thread-safe.
 */
final class Strides {

  /** P(more strides were taken than are looked back), which can end anywhere. */
  static final double FARTHER = .005;

  /** So many lengths of stride are followed where all would be too many. */
  static final int SAMPLED_STEPS = 8;

  /** Beyond the longest run of unavailable candidates, so many of the widest steps are followed. */
  private static final long STEPS_BEYOND_RUN = 8;

  /** Strides are looked back until at most this share of searches goes on. */
  private static final double GONE_ON = 1e-3;

  /** A larger share of candidates refused would need more strides than are worth their time. */
  private static final double MOST_REFUSED = .97;

  private static final int FEWEST_STRIDES = 4;
  private static final int MOST_STRIDES = 256;

  /**
   * Crossing the longest run takes so many times the strides of the widest step: most steps that
   * are drawn are shorter.
   */
  private static final long SHORTER_STEPS = 16;

  private final CandidateRing ring;
  private final int count;
  private final double[] stepWeight;
  private final char[] steps;
  private final int reach;
  private final int most;
  private final int[] divisor;
  private final long[] inverse;

  /** For each unavailable start the strides of its searches, for some steps; made on need. */
  private final Map<Integer, char[]> walks = new ConcurrentHashMap<>();

  /** Every length that a stride can have, ascending. */
  private final int[] lengths;

  /**
   * Strides around a ring.
   *
   * @param steps their lengths, each as often as it is drawn, from 1 on; there are as many as the
   *     widest step has candidates, as of a kernel that draws up to a width
   */
  Strides(CandidateRing ring, char[] steps) {
    this.ring = ring;
    this.count = ring.count();
    this.steps = steps.clone();
    this.stepWeight = new double[count + 1];
    for (int drawn = 1; drawn < steps.length; drawn++) {
      stepWeight[steps[drawn]] += 1.0 / (steps.length - 1);
    }
    this.lengths = IntStream.range(1, count + 1).filter(step -> stepWeight[step] > 0).toArray();
    int longestRun = IntStream.of(ring.unavailable()).map(ring::stepsToFree).max().orElse(0);
    int widest = steps.length - 1;
    this.reach = (int) Math.min(longestRun + STEPS_BEYOND_RUN * widest, count - 1);
    this.most = (int) Math.min(MOST_STRIDES, stridesNeeded(longestRun, widest));
    this.divisor = new int[most + 1];
    this.inverse = new long[most + 1];
    for (int k = 1; k <= most; k++) {
      divisor[k] = Coprimes.greatestCommonDivisor(k, count);
      inverse[k] = Coprimes.inverse(k / divisor[k], count / divisor[k]);
    }
  }

  /**
   * Strides after which hardly a search goes on. Where steps are wide each stride is refused about
   * as often as candidates are unavailable, whatever came before; where they are short, the longest
   * run of unavailable candidates must be crossed.
   */
  private long stridesNeeded(int longestRun, int widest) {
    double refused = Math.min(MOST_REFUSED, 1 - (double) ring.free() / count + GONE_ON);
    long scattered = FEWEST_STRIDES + Math.round(Math.log(GONE_ON) / Math.log(refused));
    return Math.max(scattered, SHORTER_STEPS * longestRun / widest);
  }

  /** How many candidates on a search leads at most. */
  int reach() {
    return reach;
  }

  /** So many strides are looked back. */
  int most() {
    return most;
  }

  /** Every length that a stride can have, ascending; not to be changed. */
  int[] lengths() {
    return lengths;
  }

  /** P(a stride has this length). */
  double weight(int length) {
    return stepWeight[length];
  }

  /** Whether a search from a start that is unavailable may take the port at an index. */
  boolean canReach(int start, int index) {
    return ring.isUnavailable(start) && Math.floorMod(index - start, count) <= reach;
  }

  /** P(a search from an unavailable start takes the port at an index). */
  double landing(int start, int index) {
    double total = 0;
    for (int k = 1; k <= most; k++) {
      total += landing(start, index, k);
    }
    return (1 - FARTHER) * total + FARTHER / ring.free();
  }

  /**
   * P(the search is there after {@code k} strides). Their length solves the congruence {@code k *
   * step = distance} modulo the candidates, which has as many solutions as the greatest common
   * divisor of {@code k} and their number, or none.
   */
  double landing(int start, int index, int k) {
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

  /** Whether nothing that can be had lies before the last of so many strides: it would be taken. */
  private boolean leads(int start, int step, int strides) {
    int at = start;
    for (int k = 1; k < strides; k++) {
      at += step;
      at = at >= count ? at - count : at;
      if (!ring.isUnavailable(at)) {
        return false;
      }
    }
    return true;
  }

  /** For an unavailable start the strides of its searches, for some steps; not to be changed. */
  char[] walks(int start) {
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
    while (ring.isUnavailable(at) && strides < count) {
      at = ring.wrap(at + step);
      strides++;
    }
    return (char) strides;
  }
}
