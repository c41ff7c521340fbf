package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.TimeWaitHeld;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts the {@link Features} of one destination. */
final class FeatureCounter {

  private static final int MOST_HOT_PORTS = 5;

  /** A hot port has at least so many uses, and so many times those of the mean port. */
  private static final int HOT = 5;

  private static final long CLOSE_NANOS = 1_000_000_000L;

  private final ConnectTimeline timeline;
  private final CandidateRing ring;
  private final PortSpace space;
  private final int[] sure;
  private final Resalts resalts;
  private final long timeWait;

  private final RecordedShareEstimator seen = new RecordedShareEstimator();
  private int windows;
  private int pairs;
  private int backward;
  private int closePairs;
  private int closeBackward;
  private int startsBehind;
  private int following;
  private int goingOn;

  private FeatureCounter(
      ConnectTimeline timeline, CandidateRing ring, int[] sure, Resalts resalts, long timeWait) {
    this.timeline = timeline;
    this.ring = ring;
    this.space = ring.space();
    this.sure = sure;
    this.resalts = resalts;
    this.timeWait = timeWait;
  }

  /** O(connects + range). */
  static Features count(
      ConnectTimeline timeline,
      CandidateRing ring,
      int[] sure,
      Resalts resalts,
      TimeWaitHeld timeWait) {
    FeatureCounter count = new FeatureCounter(timeline, ring, sure, resalts, timeWait.heldNanos());
    count.windows();
    for (int i = 1; i < sure.length; i++) {
      count.closePair(i);
      if (count.goesWithTheOneBefore(i)) {
        count.pair(i);
      } else if (count.window(i) == count.window(i - 1) + 1) {
        count.following(i);
      }
    }
    return count.features();
  }

  private void windows() {
    int[] told = resalts.told(timeline, sure);
    for (int i = 0; i < told.length; i++) {
      long before = i == 0 ? 0 : timeline.start(told[i - 1]);
      if (i == 0 || !resalts.sameWindow(before, timeline.start(told[i]))) {
        windows++;
        startsBehind += isBehindBlock(told[i]) ? 1 : 0;
      }
    }
  }

  /** Whether no re-salt can lie between two neighbours. */
  private boolean goesWithTheOneBefore(int i) {
    return resalts.sameWindow(timeline.start(sure[i - 1]), timeline.start(sure[i]));
  }

  private long window(int i) {
    return resalts.window(timeline.start(sure[i]));
  }

  private int index(int i) {
    return space.index(timeline.port(sure[i]));
  }

  private boolean inFirstPass(int i) {
    return index(i) < ring.count();
  }

  private void closePair(int i) {
    boolean close = timeline.start(sure[i]) - timeline.start(sure[i - 1]) < CLOSE_NANOS;
    if (close && inFirstPass(i) && inFirstPass(i - 1)) {
      closePairs++;
      closeBackward += goesBackward(i) ? 1 : 0;
    }
  }

  private boolean goesBackward(int i) {
    return Math.floorMod(index(i) - index(i - 1), ring.count()) > ring.count() / 2;
  }

  private void pair(int i) {
    if (inFirstPass(i) && inFirstPass(i - 1)) {
      pairs++;
      backward += goesBackward(i) ? 1 : 0;
      seen.add(connectsSince(i - 1, i), ring.freeSteps(index(i - 1), index(i)));
    }
  }

  /** Connects of which the order is not sure lie in between. */
  private int connectsSince(int before, int i) {
    int connects = 0;
    for (int n = sure[before] + 1; n <= sure[i]; n++) {
      connects += isSelected(n) ? 1 : 0;
    }
    return connects;
  }

  private boolean isSelected(int n) {
    return !timeline.is(n, ConnectTimeline.FIXED) && space.range().contains(timeline.port(n));
  }

  private boolean isBehindBlock(int connect) {
    int index = space.index(timeline.port(connect));
    return index < ring.count() && index > 0 && ring.isUnavailable(index - 1);
  }

  private void following(int i) {
    if (inFirstPass(i) && inFirstPass(i - 1)) {
      following++;
      goingOn += ResaltPhaseEstimator.goesOn(ring, index(i - 1), index(i)) ? 1 : 0;
    }
  }

  private Features features() {
    int[] uses = new int[space.range().size()];
    int selected = 0;
    int odd = 0;
    for (int n = 0; n < timeline.size(); n++) {
      if (isSelected(n)) {
        int index = space.index(timeline.port(n));
        uses[index]++;
        selected++;
        odd += space.passOf(index);
      }
    }
    return new Features(
        selected,
        timeline.count(ConnectTimeline.FIXED),
        windows,
        pairs,
        backward,
        closePairs,
        closeBackward,
        odd,
        startsBehind,
        (double) windows * placesBehindBlocks() / Math.max(1, ring.free()),
        seen.known() ? seen.likeliest() : Double.NaN,
        resalts.phase(),
        resalts.uncertain(),
        goingOn,
        following,
        inUseShare(),
        hotPorts(uses, selected));
  }

  private double inUseShare() {
    double held = 0;
    long end = timeline.size() == 0 ? 0 : timeline.start(timeline.size() - 1);
    for (int n = 0; n < timeline.size(); n++) {
      long waits = timeline.is(n, ConnectTimeline.TIME_WAIT) ? timeWait : 0;
      long until = Math.min(end, Math.min(end, timeline.close(n)) + waits);
      held += Math.max(0, until - timeline.start(n));
    }
    double share = seen.known() ? seen.likeliest() : 1;
    return Math.min(1, held / Math.max(1, timeline.span()) / share / Math.max(1, ring.free()));
  }

  private int placesBehindBlocks() {
    int behind = 0;
    for (int index = 1; index < ring.count(); index++) {
      behind += !ring.isUnavailable(index) && ring.isUnavailable(index - 1) ? 1 : 0;
    }
    return behind;
  }

  private List<Features.HotPort> hotPorts(int[] uses, int connects) {
    double mean = (double) connects / Math.max(1, ring.free());
    List<Features.HotPort> hot = new ArrayList<>();
    for (int index = 1; index < ring.count(); index++) {
      boolean behind = ring.isUnavailable(index - 1) && !ring.isUnavailable(index);
      if (behind && uses[index] >= HOT && uses[index] > HOT * mean) {
        hot.add(new Features.HotPort(space.port(index), uses[index], blockBefore(index)));
      }
    }
    hot.sort(Comparator.comparingInt((Features.HotPort port) -> -port.uses()));
    return hot.subList(0, Math.min(MOST_HOT_PORTS, hot.size()));
  }

  private String blockBefore(int index) {
    int first = index - 1;
    while (first > 0 && ring.isUnavailable(first - 1)) {
      first--;
    }
    int low = space.port(first);
    int high = space.port(index) - 1;
    return space.reserved().contains(high) || space.bound().contains(high)
        ? low + "-" + high
        : low == high - 1 ? String.valueOf(low) : low + "-" + (high - 1);
  }
}
