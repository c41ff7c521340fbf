package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All failed early reuses, then the {@link Diagnosis#MAX_OTHER_REUSES} other reuses with the
 * shortest idle.
 *
 * @param truncated whether more others exist
 */
record WorstReuses(List<ClassifiedUse> uses, boolean truncated) {

  static WorstReuses of(ClassifiedUses connects) {
    Comparator<Integer> shortestIdle =
        Comparator.comparingLong((Integer i) -> connects.idle(i)).thenComparing(wallTime(connects));
    List<Integer> failedEarly = new ArrayList<>();
    Shortest others = new Shortest(connects, Diagnosis.MAX_OTHER_REUSES, shortestIdle);
    for (int i = 0; i < connects.size(); i++) {
      if (connects.failedEarlyReuse(i)) {
        failedEarly.add(i);
      } else if (isReuse(connects.kind(i)) && connects.result(i).judged()) {
        others.add(i);
      }
    }
    failedEarly.sort(shortestIdle);
    failedEarly.addAll(others.inOrder());
    int[] places = failedEarly.stream().mapToInt(Integer::intValue).toArray();
    return new WorstReuses(connects.at(places), others.leftOut);
  }

  /** The order of equal idles: that of the uses, by wall time, but for equal wall times. */
  private static Comparator<Integer> wallTime(ClassifiedUses connects) {
    return Comparator.comparingLong((Integer i) -> connects.wallTime(i))
        .thenComparingLong(connects::jvmId)
        .thenComparingLong(connects::number);
  }

  private static boolean isReuse(UseKind kind) {
    return kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE;
  }

  /** The first of a number of places, in an order. */
  private static final class Shortest {
    private final ClassifiedUses connects;
    private final int limit;
    private final Comparator<Integer> order;
    private final PriorityQueue<Integer> kept;
    private long longestIdle;
    boolean leftOut;

    /** {@code order} is by idle time first. */
    Shortest(ClassifiedUses connects, int limit, Comparator<Integer> order) {
      this.connects = connects;
      this.limit = limit;
      this.order = order;
      this.kept = new PriorityQueue<>(order.reversed());
    }

    void add(int place) {
      boolean full = kept.size() == limit;
      leftOut |= full;
      if (full && connects.idle(place) > longestIdle) {
        return;
      }
      kept.add(place);
      if (full) {
        kept.remove();
      }
      longestIdle = connects.idle(kept.element());
    }

    List<Integer> inOrder() {
      List<Integer> places = new ArrayList<>(kept);
      places.sort(order);
      return places;
    }
  }
}
