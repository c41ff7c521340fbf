package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The reuses with the shortest idle, those aside that failed early. Not thread-safe. */
final class ShortestIdle {

  private final ClassifiedUses uses;
  private final int most;
  private final PriorityQueue<Integer> kept;

  /** The longest idle of those kept; no limit unless there are as many as there may be. */
  private long longestIdle = Long.MAX_VALUE;

  private long added;

  /** Keeps at most so many. */
  ShortestIdle(ClassifiedUses uses, int most) {
    this.uses = uses;
    this.most = most;
    this.kept = new PriorityQueue<>(order(uses).reversed());
  }

  /** In {@link #order}, with idle times looked up once. */
  static List<Integer> inOrder(ClassifiedUses uses, List<Integer> indexes) {
    return indexes.stream()
        .map(index -> new Idle(index, uses.idle(index)))
        .sorted(Comparator.comparingLong(Idle::nanos).thenComparing(Idle::index, order(uses)))
        .map(Idle::index)
        .toList();
  }

  private record Idle(Integer index, long nanos) {}

  /** Shortest idle first; equal ones by wall time, JVM and connection. */
  private static Comparator<Integer> order(ClassifiedUses uses) {
    return Comparator.comparingLong((Integer index) -> uses.idle(index))
        .thenComparingLong(uses::wallTime)
        .thenComparingLong(uses::jvmId)
        .thenComparingLong(uses::number);
  }

  /** Takes a connect that worked or failed, if it is such a reuse. */
  void add(int index, AttemptResult result) {
    UseKind kind = uses.kind(index);
    boolean early = kind == UseKind.EARLY_REUSE;
    boolean worst = early && result == AttemptResult.FAILED && uses.workedBefore(index);
    if ((early || kind == UseKind.LATE_REUSE) && !worst) {
      added++;
      if (uses.idle(index) <= longestIdle) {
        keep(index);
      }
    }
  }

  private void keep(int index) {
    kept.add(index);
    if (kept.size() > most) {
      kept.remove();
    }
    if (kept.size() == most) {
      longestIdle = uses.idle(kept.element());
    }
  }

  void merge(ShortestIdle other) {
    added += other.added;
    other.kept.forEach(this::keep);
  }

  /** Whether there were more than are kept. */
  boolean leftOut() {
    return added > most;
  }

  List<Integer> inOrder() {
    return inOrder(uses, List.copyOf(kept));
  }
}
