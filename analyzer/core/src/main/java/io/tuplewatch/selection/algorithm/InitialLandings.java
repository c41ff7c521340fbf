package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Coprimes;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.InitialState;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which port a window's first search takes that began at an unavailable candidate, when any of them
 * may be the one. Thread-safe.
 */
final class InitialLandings {

  /** With no more lengths of stride than this all of them are followed. */
  private static final int MOST_LENGTHS = 512;

  private final CandidateRing ring;
  private final Strides strides;

  /** By index, where every length is followed. */
  private final Map<InitialState, double[]> ofEveryLength = new ConcurrentHashMap<>();

  InitialLandings(CandidateRing ring, Strides strides) {
    this.ring = ring;
    this.strides = strides;
  }

  /** P(the search took the port at an index of the first pass). */
  double landed(InitialState start, int index) {
    return strides.lengths().length <= MOST_LENGTHS
        ? ofEveryLength.computeIfAbsent(start, this::followEveryLength)[index]
        : sampleStarts(start, index);
  }

  /**
   * Each length of stride leads once around the circle, and an index that can be had collects what
   * the unavailable ones right before it weigh.
   */
  private double[] followEveryLength(InitialState start) {
    int count = ring.count();
    double[] landed = new double[count];
    double[] weights = new double[count];
    for (int index : ring.unavailable()) {
      weights[index] = start.anywhere().get(index);
    }
    for (int length : strides.lengths()) {
      double probability = (1 - Strides.FARTHER) * strides.weight(length);
      int at = ring.stepsToFree(0) % count;
      double collected = 0;
      for (int taken = 0; taken < count; taken++) {
        at = ring.wrap(at + length);
        if (ring.stepsToFree(at) > 0) {
          collected += weights[at];
        } else {
          landed[at] += probability * collected;
          collected = 0;
        }
      }
    }
    double farther = Strides.FARTHER * start.weight(0, ring.unavailable().length) / ring.free();
    for (int index = 0; index < count; index++) {
      landed[index] += farther;
    }
    return landed;
  }

  /** Some starts within reach speak for all: at a window's start they weigh about the same. */
  private double sampleStarts(InitialState start, int index) {
    int unavailable = ring.unavailable().length;
    int reach = strides.reach();
    if (reach == ring.count() - 1) {
      return sampleStarts(start, index, 0, unavailable);
    }
    int behindTheEnd = firstUnavailable(index - reach + ring.count());
    double wrapped = index < reach ? sampleStarts(start, index, behindTheEnd, unavailable) : 0;
    return wrapped
        + sampleStarts(start, index, firstUnavailable(index - reach), firstUnavailable(index + 1));
  }

  /** The number of the first unavailable index from this one up. */
  private int firstUnavailable(int index) {
    int found = Arrays.binarySearch(ring.unavailable(), index);
    return found >= 0 ? found : -found - 1;
  }

  /** Judges starts by their numbers among the unavailable, from one on, before another. */
  private double sampleStarts(InitialState start, int index, int from, int to) {
    int[] unavailable = ring.unavailable();
    int every = Coprimes.next(1 + (to - from - 1) / RandomStepModel.MOST_STARTS, ring.count());
    double weights = 0;
    double total = 0;
    for (int i = from; i < to; i += every) {
      double weight = start.weight(i, i + 1);
      weights += weight;
      total += weight * strides.landing(unavailable[i], index);
    }
    return weights == 0 ? 0 : total / weights * start.weight(from, to);
  }
}
