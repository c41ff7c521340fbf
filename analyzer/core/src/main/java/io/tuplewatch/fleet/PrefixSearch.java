package io.tuplewatch.fleet;

import io.tuplewatch.witness.capture.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Looks for prefixes that separate the clients that have the trouble from those that have not.
 *
 * <p>Every prefix that some clients share and others do not is a candidate: at most twice as many
 * as there are clients. The statistic of one is Fisher's exact probability, one-sided, of so many
 * affected clients within it; that of all is the smallest. What it means, having looked at all, is
 * told by shuffling who is affected (a permutation test of the smallest p; with a union bound where
 * that is enough by itself). The clients of a prefix that was found are then set apart, and the
 * others searched again.
 */
final class PrefixSearch {

  /** Chance of a false prefix in everything that is searched. */
  private static final double ALPHA = 0.01;

  private static final int MOST_FOUND = 3;

  /** Fewer on either side are chance, or a list of hosts. */
  private static final int FEWEST = 3;

  private static final int PERMUTATIONS = 9_999;

  /** So many shuffles that do as well as the truth are enough to give up. */
  private static final int ENOUGH_AS_GOOD = 20;

  private static final long SEED = 0x5eed;

  /** A client that tells whether it has the trouble. */
  record Client(IpAddress address, boolean affected) {}

  /** Clients {@code from} to {@code to} (exclusive), in order of address. */
  private record Candidate(int from, int to) {
    int size() {
      return to - from;
    }
  }

  private record Best(Candidate candidate, boolean within, double p) {}

  private final List<Client> clients;
  private final List<Candidate> candidates = new ArrayList<>();
  private final int affected;
  private final double[][] enriched;
  private final double[][] depleted;

  private PrefixSearch(List<Client> clients) {
    this.clients = clients;
    this.affected = (int) clients.stream().filter(Client::affected).count();
    addCandidates(0, clients.size());
    this.enriched = new double[clients.size() + 1][];
    this.depleted = new double[clients.size() + 1][];
  }

  /**
   * At most three prefixes, the clearest first. O(n log n) for n clients, and at most 9,999
   * shuffles of them.
   *
   * @param searches how many such searches are made in all: a false prefix is to be as seldom in
   *     all of them together
   */
  static List<SharedPrefix> of(List<Client> all, int searches) {
    List<Client> left = new ArrayList<>(all);
    left.sort(
        Comparator.comparing(
            Client::address,
            (a, b) -> {
              int high = Long.compareUnsigned(a.high(), b.high());
              return high != 0 ? high : Long.compareUnsigned(a.low(), b.low());
            }));
    List<SharedPrefix> found = new ArrayList<>();
    while (found.size() < MOST_FOUND) {
      PrefixSearch search = new PrefixSearch(left);
      Candidate next = search.find(ALPHA / searches, found);
      if (next == null) {
        break;
      }
      left.subList(next.from(), next.to()).clear();
    }
    return found;
  }

  /** All ranges with a prefix of their own, but for the one of everything. */
  private void addCandidates(int from, int to) {
    if (to - from < clients.size() && to > from) {
      candidates.add(new Candidate(from, to));
    }
    if (to - from < 2) {
      return;
    }
    AddressPrefix prefix = prefix(from, to);
    int split = from;
    while (split < to && !prefix.nextBit(clients.get(split).address())) {
      split++;
    }
    if (split > from && split < to) {
      addCandidates(from, split);
      addCandidates(split, to);
    }
  }

  private AddressPrefix prefix(int from, int to) {
    return AddressPrefix.of(clients.get(from).address(), clients.get(to - 1).address());
  }

  private @Nullable Candidate find(double alpha, List<SharedPrefix> found) {
    if (affected < FEWEST || clients.size() - affected < FEWEST) {
      return null;
    }
    boolean[] labels = new boolean[clients.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = clients.get(i).affected();
    }
    Best best = best(labels);
    if (best == null) {
      return null;
    }
    double p = Math.min(1, 2.0 * candidates.size() * best.p());
    if (p > alpha) {
      p = permuted(labels, best.p(), alpha);
    }
    if (p > alpha) {
      return null;
    }
    Candidate one = best.candidate();
    int inside = affectedIn(counts(labels), one);
    found.add(
        new SharedPrefix(
            prefix(one.from(), one.to()).toString(), best.within(), inside, one.size(), p));
    return one;
  }

  /** The share of shuffles in which some prefix does as well; above alpha once that is clear. */
  private double permuted(boolean[] labels, double p, double alpha) {
    SplittableRandom random = new SplittableRandom(SEED);
    boolean[] shuffled = labels.clone();
    int asGood = 0;
    for (int done = 1; done <= PERMUTATIONS; done++) {
      shuffle(shuffled, random);
      Best best = best(shuffled);
      asGood += best != null && best.p() <= p * (1 + 1e-9) ? 1 : 0;
      if (asGood >= ENOUGH_AS_GOOD && asGood > alpha * done) {
        return asGood / (double) done;
      }
    }
    return (asGood + 1.0) / (PERMUTATIONS + 1.0);
  }

  private static void shuffle(boolean[] labels, SplittableRandom random) {
    for (int i = labels.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      boolean label = labels[i];
      labels[i] = labels[other];
      labels[other] = label;
    }
  }

  private @Nullable Best best(boolean[] labels) {
    int[] counts = counts(labels);
    Best best = null;
    for (Candidate candidate : candidates) {
      int inside = affectedIn(counts, candidate);
      double more = tail(enriched, candidate.size(), inside, true);
      double fewer = tail(depleted, candidate.size(), inside, false);
      double p = Math.min(more, fewer);
      if (best == null || p < best.p() || (p == best.p() && more <= fewer && !best.within())) {
        best = new Best(candidate, more <= fewer, p);
      }
    }
    return best;
  }

  private static int[] counts(boolean[] labels) {
    int[] counts = new int[labels.length + 1];
    for (int i = 0; i < labels.length; i++) {
      counts[i + 1] = counts[i] + (labels[i] ? 1 : 0);
    }
    return counts;
  }

  private static int affectedIn(int[] counts, Candidate candidate) {
    return counts[candidate.to()] - counts[candidate.from()];
  }

  /** Chance of so many affected clients, or more, or fewer, among {@code size} of all. */
  private double tail(double[][] known, int size, int inside, boolean more) {
    double[] ofSize = known[size];
    if (ofSize == null) {
      ofSize = new double[size + 1];
      Arrays.fill(ofSize, Double.NaN);
      known[size] = ofSize;
    }
    if (Double.isNaN(ofSize[inside])) {
      HypergeometricDistribution chance =
          HypergeometricDistribution.of(clients.size(), affected, size);
      ofSize[inside] =
          more ? chance.survivalProbability(inside - 1) : chance.cumulativeProbability(inside);
    }
    return ofSize[inside];
  }
}
