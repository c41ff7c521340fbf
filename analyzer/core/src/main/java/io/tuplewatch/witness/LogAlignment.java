package io.tuplewatch.witness;

import java.util.Arrays;

/**
 * Which line of a log is of which SYN of one tuple. A SYN is at most one line, and lines are in the
 * order of SYNs: where times are whole seconds, the order tells more than the nearest does.
 */
final class LogAlignment {

  /** Stands for a line that is of no SYN. */
  static final int NONE = -1;

  /** Beyond this many pairs of a tuple lines are left without a SYN rather than compared. */
  private static final long MOST_PAIRS = 4_000_000;

  private LogAlignment() {}

  /**
   * The alignment of most lines, and of these the one with the smallest sum of differences.
   *
   * @param lines times of lines, ascending, ns
   * @param slack how far each line's time may be off, ns
   * @param syns times of SYNs, ascending, ns
   * @return for each line the index of its SYN, or {@link #NONE}. O(lines x syns).
   */
  static int[] align(long[] lines, long[] slack, long[] syns) {
    int[] found = new int[lines.length];
    Arrays.fill(found, NONE);
    if ((long) lines.length * syns.length > MOST_PAIRS) {
      return found;
    }
    double[][] cost = new double[lines.length + 1][syns.length + 1];
    for (int line = 1; line <= lines.length; line++) {
      cost[line][0] = line;
      for (int syn = 1; syn <= syns.length; syn++) {
        double skipped = Math.min(cost[line - 1][syn] + 1, cost[line][syn - 1]);
        cost[line][syn] =
            Math.min(skipped, cost[line - 1][syn - 1] + cost(lines, slack, syns, line, syn));
      }
    }
    int line = lines.length;
    int syn = syns.length;
    while (line > 0 && syn > 0) {
      if (cost[line][syn] == cost[line][syn - 1]) {
        syn--;
      } else if (cost[line][syn] == cost[line - 1][syn] + 1) {
        line--;
      } else {
        found[--line] = --syn;
      }
    }
    return found;
  }

  /** Below 1, the cost of a line without a SYN; infinite if they are too far apart. */
  private static double cost(long[] lines, long[] slack, long[] syns, int line, int syn) {
    double off = Math.abs((double) lines[line - 1] - syns[syn - 1]) / slack[line - 1];
    return off <= 1 ? off / 2 / lines.length : Double.POSITIVE_INFINITY;
  }
}
