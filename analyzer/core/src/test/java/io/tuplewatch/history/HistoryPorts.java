package io.tuplewatch.history;

import io.tuplewatch.selection.simulation.KernelPorts;
import io.tuplewatch.selection.simulation.LeastRecentlyUsedPorts;
import io.tuplewatch.selection.simulation.PortSource;
import java.util.ArrayList;
import java.util.List;

/** The source ports of a history: the kernel's choice, or those used least recently. */
final class HistoryPorts {

  static final int NONE = KernelPorts.NONE;

  private final Setting setting;
  private final KernelPorts kernel;
  private final List<PortSource> leastRecentlyUsed = new ArrayList<>();
  private int chosen;

  HistoryPorts(Setting setting) {
    this.setting = setting;
    this.kernel =
        new KernelPorts(setting.space, setting.algorithm, setting.destinations, setting.seed);
    for (int i = 0; i < setting.destinations && setting.leastRecentlyUsed; i++) {
      leastRecentlyUsed.add(
          new LeastRecentlyUsedPorts(setting.space, setting.seed + i, Integer.MAX_VALUE));
    }
  }

  /** As {@link KernelPorts#choose}. */
  int choose(int destination, long now) {
    if (!setting.leastRecentlyUsed) {
      return kernel.choose(destination, now);
    }
    chosen = leastRecentlyUsed.get(destination).choose(now);
    return chosen == PortSource.NONE ? NONE : setting.space.port(chosen);
  }

  /** As {@link KernelPorts#hold}; who binds a port can have it from TIME_WAIT. */
  void hold(int destination, long now, long closes, long free) {
    if (setting.leastRecentlyUsed) {
      leastRecentlyUsed.get(destination).use(chosen, now, closes, closes);
    } else {
      kernel.hold(destination, now, closes, free);
    }
  }
}
