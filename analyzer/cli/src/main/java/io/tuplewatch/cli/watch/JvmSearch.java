package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.AttachFailure;
import io.tuplewatch.cli.jvm.JfrRepository;
import io.tuplewatch.cli.jvm.RunningJvm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows JVMs as they come. One that cannot be followed is named once, and tried again each minute
 * if a flight recording runs in it; one without is not touched. Not thread-safe.
 */
public final class JvmSearch {

  private static final long BETWEEN_TRIALS = TimeUnit.MINUTES.toNanos(1);

  private final WatchedJvms jvms;
  private final Consumer<String> log;
  private final Map<Long, Long> nextTrial = new HashMap<>();

  /** {@code log} takes a line for each that cannot be followed. */
  public JvmSearch(WatchedJvms jvms, Consumer<String> log) {
    this.jvms = jvms;
    this.log = log;
  }

  /** Follows those that can be, and are not yet. */
  public void follow(List<RunningJvm> found) {
    Set<Long> alive = new HashSet<>();
    for (RunningJvm jvm : found) {
      alive.add(jvm.pid());
      if (!jvms.follows(jvm) && isDue(jvm)) {
        tryToFollow(jvm);
      }
    }
    nextTrial.keySet().retainAll(alive);
  }

  private boolean isDue(RunningJvm jvm) {
    Long next = nextTrial.get(jvm.pid());
    return next == null || (System.nanoTime() - next >= 0 && JfrRepository.of(jvm).isPresent());
  }

  private void tryToFollow(RunningJvm jvm) {
    boolean first = nextTrial.put(jvm.pid(), System.nanoTime() + BETWEEN_TRIALS) == null;
    try {
      jvms.follow(jvm);
    } catch (AttachFailure e) {
      if (first) {
        log.accept(jvm.pid() + " " + jvm.name() + ": " + e.getMessage());
      }
    }
  }
}
