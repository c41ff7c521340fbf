package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.ArrayList;
import java.util.List;

/**
 * All failed early reuses, then the {@link Diagnosis#MAX_OTHER_REUSES} other reuses with the
 * shortest idle.
 *
 * @param truncated whether more others exist
 */
record WorstReuses(List<ClassifiedUse> uses, boolean truncated) {

  /** {@code failures} are indexes among {@code connects}, all that failed among them. */
  static WorstReuses of(ClassifiedUses connects, Indexes failures, ShortestIdle others) {
    List<Integer> failed = new ArrayList<>();
    for (int failure : failures.toArray()) {
      if (connects.failedEarlyReuse(failure)) {
        failed.add(failure);
      }
    }
    List<Integer> worst = new ArrayList<>(ShortestIdle.inOrder(connects, failed));
    worst.addAll(others.inOrder());
    int[] indexes = worst.stream().mapToInt(Integer::intValue).toArray();
    return new WorstReuses(connects.at(indexes), others.leftOut());
  }
}
