package io.tuplewatch.evidence.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Where in a row of trials the share of failures changes: changepoints of a Bernoulli sequence by
 * binary segmentation (Scott and Knott, 1974) with the likelihood ratio (Hinkley and Hinkley,
 * Inference about the change-point in a sequence of binomial variables, Biometrika 57, 1970). Not
 * thread-safe.
 */
public final class RateChanges {

  /**
   * The logarithm of the likelihood ratio that a change must reach, beside that of the moments
   * looked at. Failures come in clusters, and so it is far above what independent trials would ask
   * for.
   */
  private static final double CLEAR = 12;

  /** Moments whose log-likelihood is so much below the best one's may still be it: 99.8 %. */
  private static final double SUPPORT = 4.8;

  /** A smaller change of the share is none that anybody would act on. */
  private static final double SMALLEST = 0.2;

  private static final int SHORTEST = 10;
  private static final int MOST = 8;

  /** By trial, the failures before it. */
  private final int[] failed;

  private final List<Integer> found = new ArrayList<>();

  /**
   * A change of the share of failures.
   *
   * @param at the first trial of the new share, likeliest
   * @param earliest the first trial that may be it
   * @param latest the last trial that may be it
   */
  public record Change(int at, int earliest, int latest) {}

  private RateChanges(BitSet failures, int trials) {
    failed = new int[trials + 1];
    for (int trial = 0; trial < trials; trial++) {
      failed[trial + 1] = failed[trial] + (failures.get(trial) ? 1 : 0);
    }
  }

  /**
   * The changes, in the order of the trials; at most eight. O(n times their number).
   *
   * @param failures by trial, in the order in which they were made
   */
  public static List<Change> of(BitSet failures, int trials) {
    RateChanges changes = new RateChanges(failures, trials);
    changes.divide(0, trials);
    changes.found.sort(Comparator.naturalOrder());
    return changes.withBounds(trials);
  }

  private void divide(int from, int to) {
    int best = best(from, to);
    if (best < 0 || found.size() >= MOST) {
      return;
    }
    double clear = CLEAR + Math.log((double) to - from);
    boolean large = Math.abs(share(from, best) - share(best, to)) >= SMALLEST;
    if (large && gain(from, best, to) > clear) {
      found.add(best);
      divide(from, best);
      divide(best, to);
    }
  }

  private int best(int from, int to) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int at = from + SHORTEST; at <= to - SHORTEST; at++) {
      double gain = gain(from, at, to);
      if (gain > most) {
        best = at;
        most = gain;
      }
    }
    return best;
  }

  private double share(int from, int to) {
    return (double) (failed[to] - failed[from]) / (to - from);
  }

  private double gain(int from, int at, int to) {
    return likelihood(from, at) + likelihood(at, to) - likelihood(from, to);
  }

  private double likelihood(int from, int to) {
    return BinomialLikelihood.log(failed[to] - failed[from], to - from);
  }

  private List<Change> withBounds(int trials) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      int from = i == 0 ? 0 : found.get(i - 1);
      int to = i + 1 < found.size() ? found.get(i + 1) : trials;
      changes.add(bounded(from, found.get(i), to));
    }
    return changes;
  }

  private Change bounded(int from, int at, int to) {
    double least = gain(from, at, to) - SUPPORT;
    int earliest = at;
    int latest = at;
    for (int other = from + 1; other < to; other++) {
      if (gain(from, other, to) >= least) {
        earliest = Math.min(earliest, other);
        latest = Math.max(latest, other);
      }
    }
    return new Change(at, earliest, latest);
  }
}
