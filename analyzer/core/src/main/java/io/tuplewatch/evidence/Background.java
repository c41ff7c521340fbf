package io.tuplewatch.evidence;

import io.tuplewatch.reuse.ClassifiedUse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What fails at one destination without reuse, by moment and mode of failure. Add its connects in
 * time order, then ask. Not thread-safe.
 */
final class Background {

  /** What is left of failures of late and first uses, whatever was used unseen. */
  private static final double LEAST_LEFT = 0.05;

  private final Map<FailureMode, FailureRuns> runs = emptyRuns();

  /**
   * Until the first late or first use. There a tuple that no earlier use was seen of stands for a
   * first use: a session from before the recording can only make it fail more often, not less.
   */
  private final Map<FailureMode, FailureRuns> beginnings = emptyRuns();

  private final Map<FailureMode, Double> unseenFailures = new EnumMap<>(FailureMode.class);
  private long firstFresh = Long.MAX_VALUE;

  private static Map<FailureMode, FailureRuns> emptyRuns() {
    Map<FailureMode, FailureRuns> empty = new EnumMap<>(FailureMode.class);
    for (FailureMode mode : FailureMode.values()) {
      empty.put(mode, new FailureRuns());
    }
    return empty;
  }

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    FailureRuns.Kind kind =
        switch (connect.kind()) {
          case EARLY_REUSE -> FailureRuns.Kind.EARLY;
          case LATE_REUSE, FIRST_USE ->
              ComparedConnects.compared(connect)
                  ? FailureRuns.Kind.FRESH
                  : FailureRuns.Kind.UNKNOWN;
          case UNKNOWN, OVERLAP -> FailureRuns.Kind.UNKNOWN;
        };
    if (kind == FailureRuns.Kind.FRESH) {
      firstFresh = Math.min(firstFresh, connect.use().start());
    }
    add(connect, kind, runs);
    if (firstFresh == Long.MAX_VALUE) {
      boolean first = kind == FailureRuns.Kind.UNKNOWN && connect.previous() == null;
      add(connect, first ? FailureRuns.Kind.FRESH : kind, beginnings);
    }
  }

  private static void add(
      ClassifiedUse connect, FailureRuns.Kind kind, Map<FailureMode, FailureRuns> to) {
    if (connect.failed()) {
      runOf(FailureMode.of(connect.use()), to).failed(connect.use().start(), kind);
    } else {
      to.values().forEach(run -> run.worked(kind));
    }
  }

  FailureRuns runs(FailureMode mode) {
    return runOf(mode, runs);
  }

  private static FailureRuns runOf(FailureMode mode, Map<FailureMode, FailureRuns> runs) {
    return Objects.requireNonNull(runs.get(mode));
  }

  /** So much of the chance to fail, 0 to 1, is due to uses that nobody recorded. */
  void setUnseen(FailureMode mode, double chance) {
    unseenFailures.put(mode, chance);
  }

  /** Chance, 0 to 1, that a connect of this time would have failed in this mode without reuse. */
  double at(FailureMode mode, long time) {
    return Math.max(up(mode, time), runs(mode).down(time));
  }

  /** The same while the destination is up, and of tuples that nobody else used. */
  double up(FailureMode mode, long time) {
    FailureRuns beginning = runOf(mode, beginnings);
    if (time < firstFresh && beginning.anyFresh()) {
      return beginning.background(time);
    }
    double all = runs(mode).background(time);
    double unseen = unseenFailures.getOrDefault(mode, 0.0);
    return Math.max(LEAST_LEFT * all, (all - unseen) / (1 - unseen));
  }
}
