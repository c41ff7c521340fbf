package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All failed early reuses, then the {@value #OTHERS} other reuses with the shortest idle.
 *
 * @param truncated whether more others exist
 */
record WorstReuses(List<ClassifiedUse> uses, boolean truncated) {

  static final int OTHERS = 1000;

  private static final Comparator<ClassifiedUse> SHORTEST_IDLE =
      Comparator.comparingLong(ClassifiedUse::idle)
          .thenComparingLong(use -> use.use().wallTime())
          .thenComparingLong(use -> use.use().jvmId())
          .thenComparingLong(use -> use.use().connectionNumber());

  static WorstReuses of(List<ClassifiedUse> connects) {
    List<ClassifiedUse> others =
        reuses(connects).filter(use -> !use.failedEarlyReuse()).limit(OTHERS + 1L).toList();
    boolean truncated = others.size() > OTHERS;
    return new WorstReuses(
        Stream.concat(
                reuses(connects).filter(ClassifiedUse::failedEarlyReuse),
                others.stream().limit(OTHERS))
            .toList(),
        truncated);
  }

  private static Stream<ClassifiedUse> reuses(List<ClassifiedUse> connects) {
    return connects.stream()
        .filter(use -> use.kind() == UseKind.EARLY_REUSE || use.kind() == UseKind.LATE_REUSE)
        .sorted(SHORTEST_IDLE);
  }
}
