package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.simulation.DestinationPorts;
import io.tuplewatch.selection.simulation.LeastRecentlyUsedPorts;
import io.tuplewatch.selection.simulation.PortSource;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Plays one destination's connects through one algorithm under one seed. */
final class LoadRun {

  private final Load load;
  private final ConnectTimeline timeline;
  private final PortSource ports;
  private final SplittableRandom unseen;
  private final ReuseCount count;
  private int @Nullable [] portUses;

  private LoadRun(Load load, SelectionAlgorithm.Search search, long seed, long firewallTimeout) {
    this.load = load;
    this.timeline = load.timeline();
    this.ports =
        load.leastRecentlyUsed()
            ? new LeastRecentlyUsedPorts(load.space(), seed, timeline.size())
            : new DestinationPorts(load.space(), search, seed, timeline.size());
    this.unseen = new SplittableRandom(seed);
    this.count = new ReuseCount(firewallTimeout);
  }

  /** O(connects), those that were not seen included. */
  static ReuseCount play(
      Load load, SelectionAlgorithm.Search search, long seed, long firewallTimeout) {
    LoadRun run = new LoadRun(load, search, seed, firewallTimeout);
    run.play();
    run.count.addRefused(run.ports.refused());
    return run.count;
  }

  /** How often each port is selected. O(connects), those that were not seen included. */
  static PortUse portUse(Load load, SelectionAlgorithm.Search search, long seed) {
    LoadRun run = new LoadRun(load, search, seed, 1);
    int[] uses = new int[load.space().range().size()];
    run.portUses = uses;
    run.play();
    return new PortUse(load.space(), uses);
  }

  private void play() {
    for (int n = 0; n < timeline.size(); n++) {
      if (timeline.is(n, ConnectTimeline.FIXED)) {
        fixed(n);
      } else {
        connect(n);
      }
    }
  }

  private void connect(int n) {
    long now = timeline.start(n) - load.phase();
    if (load.seen() < 1) {
      connectUnseen(now);
    }
    int index = ports.choose(now);
    if (index == PortSource.NONE) {
      count.addFailure();
      return;
    }
    if (portUses != null) {
      portUses[index]++;
    }
    long previous = ports.use(index, now, timeline.lastPacket(n) - load.phase(), free(n));
    if (timeline.is(n, ConnectTimeline.JUDGED)) {
      count.add(Math.max(0, now - previous));
    }
  }

  /** Others of the same destination that were not recorded. */
  private void connectUnseen(long now) {
    while (unseen.nextDouble() >= load.seen()) {
      ports.chooseUnseen(now);
    }
  }

  /** A port that was not selected is used as it was. */
  private void fixed(int n) {
    if (load.space().range().contains(timeline.port(n))) {
      long now = timeline.start(n) - load.phase();
      int index = load.space().index(timeline.port(n));
      long previous = ports.useFixed(index, now, timeline.lastPacket(n) - load.phase(), free(n));
      if (timeline.is(n, ConnectTimeline.JUDGED)) {
        count.add(Math.max(0, now - previous));
      }
    }
  }

  private long free(int n) {
    long close = timeline.close(n);
    if (close == ConnectTimeline.FOREVER) {
      return ConnectTimeline.FOREVER;
    }
    return close - load.phase() + (timeline.is(n, ConnectTimeline.TIME_WAIT) ? load.timeWait() : 0);
  }
}
