package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** The {@link JvmStatuses} of all JVMs, by share. Not thread-safe. */
public final class StatusCheck implements Serializable {

  private static final long serialVersionUID = 1;

  private final Map<Long, JvmStatuses.Windows> byJvm = new HashMap<>();
  private final transient JvmStatuses.Windows[] byShare;

  /** {@code shares} has the JVM in its first column. */
  StatusCheck(RowIds shares, LongFunction<JvmStatuses.Windows> ofJvm) {
    byShare = new JvmStatuses.Windows[shares.size()];
    for (int share = 0; share < byShare.length; share++) {
      byShare[share] = byJvm.computeIfAbsent(shares.get(share, 0), ofJvm::apply);
    }
  }

  private StatusCheck() {
    byShare = new JvmStatuses.Windows[0];
  }

  void addConnect(int share, long end) {
    byShare[share].addConnect(end);
  }

  void addClose(int share, long time) {
    byShare[share].addClose(time);
  }

  /** Adds other connects and closes to these. */
  public StatusCheck and(StatusCheck other) {
    StatusCheck both = new StatusCheck();
    both.byJvm.putAll(byJvm);
    other.byJvm.forEach((jvmId, more) -> both.byJvm.merge(jvmId, more, JvmStatuses.Windows::and));
    return both;
  }

  /** Events that the agents counted and that were not read. */
  public long missing() {
    return byJvm.values().stream().mapToLong(JvmStatuses.Windows::missing).sum();
  }
}
