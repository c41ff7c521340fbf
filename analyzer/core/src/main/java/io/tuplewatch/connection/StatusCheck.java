package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** The {@link JvmStatuses} of all JVMs, by share. Not thread-safe. */
final class StatusCheck {

  private final Map<Long, JvmStatuses.Windows> byJvm = new HashMap<>();
  private final JvmStatuses.Windows[] byShare;

  /** {@code shares} has the JVM in its first column. */
  StatusCheck(RowIds shares, LongFunction<JvmStatuses.Windows> ofJvm) {
    byShare = new JvmStatuses.Windows[shares.size()];
    for (int share = 0; share < byShare.length; share++) {
      byShare[share] = byJvm.computeIfAbsent(shares.get(share, 0), ofJvm::apply);
    }
  }

  void addConnect(int share, long end) {
    byShare[share].addConnect(end);
  }

  void addClose(int share, long time) {
    byShare[share].addClose(time);
  }

  /** Events that the agents counted and that were not read. */
  long missing() {
    return byJvm.values().stream().mapToLong(JvmStatuses.Windows::missing).sum();
  }
}
