package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What becomes of a recorded load if something is different. */
final class ChangedLoad {

  /** A connect that is there once more comes up to so much earlier or later, ns. */
  private static final long APART_NANOS = 30_000_000_000L;

  private ChangedLoad() {}

  /** Whether the seed makes a difference. */
  static boolean isRandom(WhatIf change) {
    return change.rate() != 1 || change.working() > 0;
  }

  /**
   * The loads of the local addresses. Sockets that the application bound, and connections from
   * before the recording, stay as they are but for the rate. What has no effect on the timeline
   * leaves the very same one.
   *
   * @param retries of the load; null where the change makes no failed connect work
   * @param space the ports after the change
   */
  static List<Load> apply(
      Load recorded, @Nullable Retries retries, WhatIf change, PortSpace space, long seed) {
    ConnectTimeline timeline = recorded.timeline();
    if (retries != null && change.working() > 0) {
      timeline = working(timeline, retries, change.working(), seed);
    }
    if (change.lifetime() != null) {
      timeline = ConnectionPool.serve(timeline, change.lifetime().toNanos());
    }
    if (change.rate() != 1) {
      timeline = times(timeline, change.rate(), seed);
    }
    WhatIf.Closer closer = change.closer();
    if (closer != null) {
      timeline = closedBy(timeline, closer);
    }
    Load changed = recorded.with(timeline).with(space);
    changed = change.twReuseOff() ? changed.withWholeTimeWait() : changed;
    return spread(
        change.leastRecentlyUsed() ? changed.withLeastRecentlyUsedPorts() : changed,
        change.sourceAddresses());
  }

  /**
   * Failed early reuses that work: their retries, and those of these, are not there. Each is open
   * for as long as, and ends like, the last of its retries if that worked, else some other
   * connection.
   */
  private static ConnectTimeline working(
      ConnectTimeline timeline, Retries retries, double share, long seed) {
    int[] connected =
        IntStream.range(0, timeline.size())
            .filter(n -> timeline.is(n, ConnectTimeline.CONNECTED))
            .filter(n -> timeline.close(n) != ConnectTimeline.FOREVER)
            .toArray();
    if (connected.length == 0) {
      return timeline;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] retriedBy = retries.draw(random);
    BitSet gone = new BitSet();
    ConnectTimeline.Builder changed = new ConnectTimeline.Builder(timeline.size());
    for (int n = 0; n < timeline.size(); n++) {
      boolean isThere = !gone.get(n);
      if (isThere && timeline.is(n, ConnectTimeline.FAILED_EARLY) && random.nextDouble() < share) {
        int last = withoutRetries(n, retriedBy, gone);
        boolean worked = timeline.is(last, ConnectTimeline.CONNECTED);
        addLike(timeline, n, worked ? last : connected[random.nextInt(connected.length)], changed);
      } else if (isThere) {
        add(timeline, n, 0, changed);
      }
    }
    return changed.build();
  }

  /** Leaves out the retries of a connect, and those of them; returns the last. */
  private static int withoutRetries(int connect, int[] retriedBy, BitSet gone) {
    int last = connect;
    while (retriedBy[last] != Retries.NONE) {
      last = retriedBy[last];
      gone.set(last);
    }
    return last;
  }

  /** Adds a connect that from its start on is like another. */
  private static void addLike(
      ConnectTimeline timeline, int n, int like, ConnectTimeline.Builder changed) {
    long later = timeline.start(n) - timeline.start(like);
    long close = timeline.close(like);
    changed.add(
        timeline.start(n),
        close == ConnectTimeline.FOREVER ? close : close + later,
        timeline.lastPacket(like) + later,
        timeline.port(n),
        timeline.flags(like));
  }

  private static ConnectTimeline times(ConnectTimeline timeline, double rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ConnectTimeline.Builder changed =
        new ConnectTimeline.Builder(1 + (int) Math.min(rate * timeline.size(), 1 << 24));
    for (int n = 0; n < timeline.size(); n++) {
      int copies = (int) (rate + random.nextDouble());
      for (int copy = 0; copy < copies; copy++) {
        add(timeline, n, copy == 0 ? 0 : random.nextLong(-APART_NANOS, APART_NANOS), changed);
      }
    }
    return changed.build();
  }

  private static void add(
      ConnectTimeline timeline, int n, long later, ConnectTimeline.Builder changed) {
    long close = timeline.close(n);
    changed.add(
        timeline.start(n) + later,
        close == ConnectTimeline.FOREVER ? close : close + later,
        timeline.lastPacket(n) + later,
        timeline.port(n),
        timeline.flags(n));
  }

  private static ConnectTimeline closedBy(
      ConnectTimeline timeline, WhatIf.@Nullable Closer closer) {
    ConnectTimeline.Builder changed = new ConnectTimeline.Builder(Math.max(1, timeline.size()));
    boolean differs = false;
    for (int n = 0; n < timeline.size(); n++) {
      boolean waits = closer == WhatIf.Closer.CLIENT && timeline.is(n, ConnectTimeline.CONNECTED);
      int others = timeline.flags(n) & ~ConnectTimeline.TIME_WAIT;
      int flags = others | (waits ? ConnectTimeline.TIME_WAIT : 0);
      differs |= flags != timeline.flags(n);
      changed.add(
          timeline.start(n), timeline.close(n), timeline.lastPacket(n), timeline.port(n), flags);
    }
    return differs ? changed.build() : timeline;
  }

  /** One connect after the other from the next address. */
  private static List<Load> spread(Load load, int addresses) {
    if (addresses == 1) {
      return List.of(load);
    }
    List<ConnectTimeline.Builder> parts = new ArrayList<>();
    for (int address = 0; address < addresses; address++) {
      parts.add(new ConnectTimeline.Builder(1 + load.timeline().size() / addresses));
    }
    int turn = 0;
    for (int n = 0; n < load.timeline().size(); n++) {
      boolean fixed = load.timeline().is(n, ConnectTimeline.FIXED);
      add(load.timeline(), n, 0, parts.get(fixed ? 0 : turn++ % addresses));
    }
    return parts.stream().map(part -> load.with(part.build())).toList();
  }
}
