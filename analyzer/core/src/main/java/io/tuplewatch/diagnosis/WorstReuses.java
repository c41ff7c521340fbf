package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
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
    Stream<ClassifiedUse> failedEarly =
        shortestIdleFirst(connects, ClassifiedUse::failedEarlyReuse);
    List<ClassifiedUse> others =
        shortestIdleFirst(connects, WorstReuses::isOtherReuse).limit(OTHERS + 1L).toList();
    return new WorstReuses(
        Stream.concat(failedEarly, others.stream().limit(OTHERS)).toList(), others.size() > OTHERS);
  }

  private static boolean isOtherReuse(ClassifiedUse use) {
    boolean reuse = use.kind() == UseKind.EARLY_REUSE || use.kind() == UseKind.LATE_REUSE;
    return reuse && !use.failedEarlyReuse();
  }

  private static Stream<ClassifiedUse> shortestIdleFirst(
      List<ClassifiedUse> connects, Predicate<ClassifiedUse> which) {
    return connects.stream().filter(which).sorted(SHORTEST_IDLE);
  }
}
