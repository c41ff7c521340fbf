package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Jvm;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.List;
import java.util.Map;

/**
 * What one pass over all connects finds.
 *
 * @param destinations most failed early reuses first, then most early reuses
 * @param apart attempts with a tuple that are in no failure rate, by result
 * @param failures indexes, among the uses, of attempts that failed or that their application
 *     closed, in order
 */
record Survey(
    List<NumberedDestination> destinations,
    Map<AttemptResult, Long> apart,
    JvmReuses jvms,
    Indexes failures,
    WorstReuses worst) {

  /**
   * {@code comparisonHistory} as {@link Tallies} takes it; {@code jvms} by JVM id. O(n), on all
   * processors.
   */
  static Survey of(ClassifiedUses uses, long comparisonHistory, Map<Long, Jvm> jvms) {
    Map<Long, String> hostNames = DestinationCounts.hostNames(jvms);
    Part all =
        InParallel.mapRanges(
                uses.size(), range -> new Part(uses, comparisonHistory, hostNames).add(range))
            .stream()
            .reduce(Part::merge)
            .orElseThrow();
    return new Survey(
        all.counts.worstFirst(),
        all.counts.apart(),
        all.jvms,
        all.failures,
        WorstReuses.of(uses, all.failures, all.shortestIdle));
  }

  /** Counts of one part of the time. */
  private static final class Part {
    private final ClassifiedUses uses;
    private final DestinationCounts counts;
    private final JvmReuses jvms;
    private final Indexes failures = new Indexes();
    private final ShortestIdle shortestIdle;

    Part(ClassifiedUses uses, long comparisonHistory, Map<Long, String> hostNames) {
      this.uses = uses;
      this.counts = new DestinationCounts(uses, comparisonHistory, hostNames);
      this.jvms = new JvmReuses(comparisonHistory);
      this.shortestIdle = new ShortestIdle(uses, Diagnosis.MAX_OTHER_REUSES);
    }

    Part add(InParallel.Range range) {
      for (int index = range.from(); index < range.to(); index++) {
        add(index);
      }
      return this;
    }

    private void add(int index) {
      AttemptResult result = uses.result(index);
      if (result == AttemptResult.FAILED || result == AttemptResult.CLOSED_BY_APPLICATION) {
        failures.add(index);
      }
      if (result.judged()) {
        long history = uses.history(index);
        counts.add(index, result, history);
        jvms.tallies(uses.jvmId(index)).add(uses, index, result, history);
        shortestIdle.add(index, result);
      } else {
        counts.addApart(result);
      }
    }

    Part merge(Part later) {
      counts.merge(later.counts);
      jvms.merge(later.jvms);
      failures.addAll(later.failures);
      shortestIdle.merge(later.shortestIdle);
      return this;
    }
  }
}
