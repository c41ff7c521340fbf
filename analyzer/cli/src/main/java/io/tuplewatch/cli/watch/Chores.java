package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.FreePorts;
import io.tuplewatch.cli.jvm.RunningJvm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is to be looked at from time to time, beside the events: free source ports, health, JVMs
 * that have ended. Not thread-safe.
 */
public final class Chores {

  private static final long SHORTEST_BETWEEN_PORTS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_BETWEEN_PORTS = TimeUnit.MINUTES.toNanos(1);

  /**
   * Reading the sockets of a busy host takes its time: no more than this part of one core, if it
   * can be.
   */
  private static final long SHARE = 1000;

  /** A scrape after the end should still see the last counts. */
  private static final long SERVED_AFTER_END = TimeUnit.MINUTES.toNanos(2);

  private final WatchedJvms jvms;
  private final Board board;
  private final Metrics metrics;
  private final Map<JvmName, Long> ended = new HashMap<>();
  private Set<JvmName> followed = new HashSet<>();
  private long nextPorts = System.nanoTime();

  public Chores(WatchedJvms jvms, Board board, Metrics metrics) {
    this.jvms = jvms;
    this.board = board;
    this.metrics = metrics;
  }

  /** Does what is due. To be called about every second. */
  public void perform() {
    jvms.events().forEach(metrics::health);
    long now = System.nanoTime();
    if (now - nextPorts >= 0 && board.destinations() > 0) {
      for (RunningJvm jvm : jvms.jvms()) {
        FreePorts ports = FreePorts.of(jvm);
        board.setFreePorts(JvmName.of(jvm), ports);
        metrics.freePorts(JvmName.of(jvm), ports);
      }
      long took = System.nanoTime() - now;
      nextPorts =
          now + Math.min(LONGEST_BETWEEN_PORTS, Math.max(SHORTEST_BETWEEN_PORTS, SHARE * took));
    }
    forgetEnded(now);
  }

  private void forgetEnded(long now) {
    Set<JvmName> still = new HashSet<>();
    jvms.jvms().forEach(jvm -> still.add(JvmName.of(jvm)));
    followed.removeAll(still);
    followed.forEach(jvm -> ended.put(jvm, now));
    ended.keySet().removeAll(still);
    ended
        .entrySet()
        .removeIf(
            jvm -> {
              boolean due = now - jvm.getValue() > SERVED_AFTER_END;
              if (due) {
                metrics.remove(jvm.getKey());
                board.remove(jvm.getKey());
              }
              return due;
            });
    followed = still;
  }
}
