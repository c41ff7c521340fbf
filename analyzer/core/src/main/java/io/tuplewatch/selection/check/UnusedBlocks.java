package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.BitSet;
import java.util.StringJoiner;

/**
 * Long runs of candidates that no connect got, though so many windows began at random candidates
 * that each such run would have been met: reserved, bound, or otherwise not to be had. A window
 * meets a run if it begins in it or comes to it; that no window does by chance anywhere in the
 * range has a probability below 1e-4 for the runs found.
 */
final class UnusedBlocks {

  /** -ln of the probability that one given run is missed by chance; there are 28,000 to miss. */
  private static final double SURE = 20;

  /** Longer steps from one port to the next are jumps, in candidates. */
  private static final int LONGEST_STEP = 512;

  /** Fewer windows that do not lead around the range would miss most of it by chance. */
  private static final int FEWEST_WINDOWS = 12;

  private UnusedBlocks() {}

  /**
   * The blocks, both parities of them. O(connects), and O(range) if there are windows enough.
   *
   * @param all every index of the range
   */
  static PortSet find(ConnectTimeline timeline, CandidateRing all) {
    int[] sure = Windows.sureOrder(timeline, all);
    if (sure.length < FEWEST_WINDOWS) {
      return PortSet.NONE;
    }
    PortSpace space = all.space();
    PortRange range = space.range();
    Resalts resalts = ResaltPhaseEstimator.estimate(timeline, sure, all);
    int count = space.candidatesPerPass();
    BitSet used = new BitSet(count);
    for (int n = 0; n < timeline.size(); n++) {
      if (range.contains(timeline.port(n))) {
        int index = space.index(timeline.port(n));
        used.set(Math.min(count - 1, space.passOf(index) == 0 ? index : index - space.first(1)));
      }
    }
    if (used.isEmpty()) {
      return PortSet.NONE;
    }
    return blocks(used, space, shortest(timeline, sure, resalts, space));
  }

  /**
   * How long a run must be so that missing it is no chance. A window that walks so many candidates
   * misses a run with probability 1 - (run + walked) / candidates; and a run must be long beside
   * the steps.
   */
  private static double shortest(
      ConnectTimeline timeline, int[] sure, Resalts resalts, PortSpace space) {
    int windows = 1;
    double walked = 0;
    int steps = 0;
    for (int i = 1; i < sure.length; i++) {
      long window = resalts.window(timeline.start(sure[i]));
      boolean same = window == resalts.window(timeline.start(sure[i - 1]));
      windows += same ? 0 : 1;
      int step = (timeline.port(sure[i]) - timeline.port(sure[i - 1])) / space.step();
      if (same && step > 0 && step < LONGEST_STEP) {
        walked += step;
        steps++;
      }
    }
    double mean = steps == 0 ? PortModel.DRAWS : walked / steps;
    boolean onceAround = mean * sure.length > space.candidatesPerPass();
    if (windows < FEWEST_WINDOWS && !onceAround) {
      return Double.POSITIVE_INFINITY;
    }
    double met = space.candidatesPerPass() * (1 - Math.exp(-SURE / windows));
    return Math.max(SURE * mean, met - mean * sure.length / windows);
  }

  private static PortSet blocks(BitSet used, PortSpace space, double shortest) {
    int count = space.candidatesPerPass();
    StringJoiner text = new StringJoiner(",");
    int begin = 0;
    for (int index = used.nextSetBit(0); begin < count; index = used.nextSetBit(begin)) {
      int end = index < 0 ? count : index;
      if (end - begin >= shortest) {
        int last = end == count ? space.range().high() : space.port(end) - 1;
        text.add(space.port(begin) + "-" + last);
      }
      begin = end + 1;
    }
    return PortSet.parse(text.toString());
  }
}
