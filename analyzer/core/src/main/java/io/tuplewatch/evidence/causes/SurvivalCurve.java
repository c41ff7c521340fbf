package io.tuplewatch.evidence.causes;

import java.util.ArrayList;
import java.util.List;

/**
 * Which share of the sessions is still kept, by idle bin, where sessions are kept for different
 * times: the likeliest chances to be stopped that never rise with idle time, with as few changes as
 * the failures call for (isotonic regression by dynamic programming; a change costs what Akaike's
 * criterion asks of its two numbers), and straight lines between the middles of its steps, to
 * nothing. Immutable.
 */
public final class SurvivalCurve {

  /** A change adds a bin and a height. */
  private static final double CHANGE = 2;

  /** Half of the 95 % point of a chi-square with one degree of freedom. */
  private static final double SUPPORT = 1.92;

  /** So much worse than the best, and what comes after is not looked at. */
  private static final double GIVE_UP = 10;

  /** Where a bin's chance to be stopped is known. */
  private record Node(int bin, double chance) {}

  private final List<Node> nodes;

  private final boolean open;

  private SurvivalCurve(List<Node> nodes, boolean open) {
    this.nodes = List.copyOf(nodes);
    this.open = open;
  }

  /**
   * O(bins x levels).
   *
   * @param likelihood with at least one reuse
   * @param levels chances to be stopped, ascending, above 0
   */
  static SurvivalCurve of(HazardLikelihood likelihood, double[] levels) {
    int lowest = likelihood.lowest();
    int[] path = path(likelihood, levels);
    List<Node> nodes = new ArrayList<>();
    int from = 0;
    while (from < path.length && path[from] > 0) {
      int to = from;
      while (to < path.length && path[to] == path[from]) {
        to++;
      }
      int bin = lowest + (from == 0 ? to : (from + to) / 2);
      nodes.add(new Node(bin, levels[path[from] - 1]));
      from = to;
    }
    if (nodes.isEmpty()) {
      nodes.add(new Node(lowest, 0));
    }
    int end = end(likelihood, nodes.get(nodes.size() - 1));
    nodes.add(new Node(end, 0));
    return new SurvivalCurve(nodes, end > likelihood.highest());
  }

  /** By bin, the level of the likeliest path, from 1; 0 is none. */
  private static int[] path(HazardLikelihood likelihood, double[] levels) {
    int bins = likelihood.highest() - likelihood.lowest() + 1;
    int[][] from = new int[bins][levels.length + 1];
    double[] best = new double[levels.length + 1];
    for (int bin = 0; bin < bins; bin++) {
      int highest = levels.length;
      for (int level = levels.length; level >= 0; level--) {
        highest = best[level] > best[highest] ? level : highest;
        boolean stays = bin == 0 || best[level] >= best[highest] - CHANGE;
        from[bin][level] = stays ? level : highest;
      }
      double[] next = new double[best.length];
      for (int level = 0; level < best.length; level++) {
        int before = from[bin][level];
        next[level] = best[before] - (before == level ? 0 : CHANGE);
        next[level] +=
            level == 0 ? 0 : likelihood.gain(likelihood.lowest() + bin, levels[level - 1]);
      }
      best = next;
    }
    int[] path = new int[bins];
    int level = 0;
    for (int other = 1; other < best.length; other++) {
      level = best[other] > best[level] ? other : level;
    }
    for (int bin = bins - 1; bin >= 0; bin--) {
      path[bin] = level;
      level = from[bin][level];
    }
    return path;
  }

  /** The latest bin at which a straight line from the last step may come to nothing. */
  private static int end(HazardLikelihood likelihood, Node last) {
    double best = Double.NEGATIVE_INFINITY;
    double here = 0;
    int end = last.bin + 1;
    for (int to = end; to <= likelihood.highest() + 1 && here > best - GIVE_UP; to++) {
      here = 0;
      for (int bin = last.bin; bin < to; bin++) {
        here += likelihood.gain(bin, between(last, new Node(to, 0), bin));
      }
      best = Math.max(best, here);
      end = here >= best - SUPPORT ? to : end;
    }
    return end;
  }

  private static double between(Node from, Node to, int bin) {
    double part = (double) (bin - from.bin) / (to.bin - from.bin);
    return from.chance + part * (to.chance - from.chance);
  }

  /** Chance to be stopped after the shortest idle times. */
  double chance() {
    return nodes.get(0).chance;
  }

  /** Share, 0 to 1, of the sessions kept at first that still are after an idle time's bin. */
  double kept(int bin) {
    if (bin <= falls()) {
      return 1;
    }
    for (int node = 1; node < nodes.size(); node++) {
      if (bin < nodes.get(node).bin) {
        return between(nodes.get(node - 1), nodes.get(node), bin) / chance();
      }
    }
    return 0;
  }

  /** The bin from which on fewer sessions are kept than at first. */
  public int falls() {
    return nodes.get(0).bin;
  }

  /** From this bin on hardly any is. */
  public int ends() {
    return nodes.get(nodes.size() - 1).bin;
  }

  /** Whether no idle time that occurred is known to be beyond the end. */
  public boolean open() {
    return open;
  }

  /** From this bin on less than half of them are. */
  public int half() {
    int bin = falls();
    while (kept(bin) >= .5) {
      bin++;
    }
    return bin;
  }
}
