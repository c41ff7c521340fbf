package io.tuplewatch.selection.check;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts the {@link Features} of one destination. */
final class FeatureCount {

  private static final int MOST_HOT_PORTS = 5;

  /** A hot port has at least so many uses, and so many times those of the mean port. */
  private static final int HOT = 5;

  private static final long CLOSE_NANOS = 1_000_000_000L;

  private final Timeline trace;
  private final CandidateRing places;
  private final PortSpace space;
  private final int[] sure;
  private final Resalts resalts;

  private final SeenShare seen = new SeenShare();
  private int windows;
  private int pairs;
  private int backward;
  private int closePairs;
  private int closeBackward;
  private int startsBehind;
  private int following;
  private int goingOn;

  private FeatureCount(Timeline trace, CandidateRing places, int[] sure, Resalts resalts) {
    this.trace = trace;
    this.places = places;
    this.space = places.space();
    this.sure = sure;
    this.resalts = resalts;
  }

  /** O(connects + range). */
  static Features of(Timeline trace, CandidateRing places, int[] sure, Resalts resalts) {
    FeatureCount count = new FeatureCount(trace, places, sure, resalts);
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
    int[] told = resalts.told(trace, sure);
    for (int i = 0; i < told.length; i++) {
      long before = i == 0 ? 0 : trace.start(told[i - 1]);
      if (i == 0 || !resalts.sameWindow(before, trace.start(told[i]))) {
        windows++;
        startsBehind += isBehindBlock(told[i]) ? 1 : 0;
      }
    }
  }

  /** Whether no re-salt can lie between two neighbours. */
  private boolean goesWithTheOneBefore(int i) {
    return resalts.sameWindow(trace.start(sure[i - 1]), trace.start(sure[i]));
  }

  private long window(int i) {
    return resalts.window(trace.start(sure[i]));
  }

  private int place(int i) {
    return space.place(trace.port(sure[i]));
  }

  private boolean inFirstPass(int i) {
    return place(i) < places.count();
  }

  private void closePair(int i) {
    boolean close = trace.start(sure[i]) - trace.start(sure[i - 1]) < CLOSE_NANOS;
    if (close && inFirstPass(i) && inFirstPass(i - 1)) {
      closePairs++;
      closeBackward += goesBackward(i) ? 1 : 0;
    }
  }

  private boolean goesBackward(int i) {
    return Math.floorMod(place(i) - place(i - 1), places.count()) > places.count() / 2;
  }

  private void pair(int i) {
    if (inFirstPass(i) && inFirstPass(i - 1)) {
      pairs++;
      backward += goesBackward(i) ? 1 : 0;
      seen.add(connectsSince(i - 1, i), places.freeSteps(place(i - 1), place(i)));
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
    return !trace.is(n, Timeline.FIXED) && space.range().contains(trace.port(n));
  }

  private boolean isBehindBlock(int connect) {
    int place = space.place(trace.port(connect));
    return place < places.count() && place > 0 && places.isUnavailable(place - 1);
  }

  private void following(int i) {
    if (inFirstPass(i) && inFirstPass(i - 1)) {
      following++;
      goingOn += ResaltPhase.goesOn(places, place(i - 1), place(i)) ? 1 : 0;
    }
  }

  private Features features() {
    int[] uses = new int[space.range().size()];
    int selected = 0;
    int odd = 0;
    for (int n = 0; n < trace.size(); n++) {
      if (isSelected(n)) {
        int place = space.place(trace.port(n));
        uses[place]++;
        selected++;
        odd += space.passOf(place);
      }
    }
    return new Features(
        selected,
        trace.count(Timeline.FIXED),
        windows,
        pairs,
        backward,
        closePairs,
        closeBackward,
        odd,
        startsBehind,
        (double) windows * placesBehindBlocks() / Math.max(1, places.free()),
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
    long end = trace.size() == 0 ? 0 : trace.start(trace.size() - 1);
    for (int n = 0; n < trace.size(); n++) {
      long timeWait = trace.is(n, Timeline.TIME_WAIT) ? ConnectionEnd.TIME_WAIT.toNanos() : 0;
      long until = Math.min(end, Math.min(end, trace.close(n)) + timeWait);
      held += Math.max(0, until - trace.start(n));
    }
    double share = seen.known() ? seen.likeliest() : 1;
    return Math.min(1, held / Math.max(1, trace.span()) / share / Math.max(1, places.free()));
  }

  private int placesBehindBlocks() {
    int behind = 0;
    for (int place = 1; place < places.count(); place++) {
      behind += !places.isUnavailable(place) && places.isUnavailable(place - 1) ? 1 : 0;
    }
    return behind;
  }

  private List<Features.HotPort> hotPorts(int[] uses, int connects) {
    double mean = (double) connects / Math.max(1, places.free());
    List<Features.HotPort> hot = new ArrayList<>();
    for (int place = 1; place < places.count(); place++) {
      boolean behind = places.isUnavailable(place - 1) && !places.isUnavailable(place);
      if (behind && uses[place] >= HOT && uses[place] > HOT * mean) {
        hot.add(new Features.HotPort(space.port(place), uses[place], blockBefore(place)));
      }
    }
    hot.sort(Comparator.comparingInt((Features.HotPort port) -> -port.uses()));
    return hot.subList(0, Math.min(MOST_HOT_PORTS, hot.size()));
  }

  private String blockBefore(int place) {
    int first = place - 1;
    while (first > 0 && places.isUnavailable(first - 1)) {
      first--;
    }
    int low = space.port(first);
    int high = space.port(place) - 1;
    return space.reserved().contains(high) || space.bound().contains(high)
        ? low + "-" + high
        : low == high - 1 ? String.valueOf(low) : low + "-" + (high - 1);
  }
}
