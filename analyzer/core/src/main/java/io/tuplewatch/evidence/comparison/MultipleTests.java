package io.tuplewatch.evidence.comparison;

import io.tuplewatch.evidence.search.Delay;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests that were made, of which some are significant by chance: what each of them is adjusted
 * for. Of a part of the destinations, the other parts' tests count as well. Immutable.
 *
 * @param comparisons p of each destination's {@link Comparison} that tells anything
 * @param delays p of each search for a {@link Delay}
 * @param limits how many destinations were searched for a limit on connects
 */
public record MultipleTests(List<Double> comparisons, List<Double> delays, int limits)
    implements Serializable {

  /** No test. */
  public static final MultipleTests NONE = new MultipleTests(List.of(), List.of(), 0);

  public MultipleTests {
    comparisons = List.copyOf(comparisons);
    delays = List.copyOf(delays);
  }

  /** Those and these. */
  public MultipleTests and(MultipleTests others) {
    return new MultipleTests(
        Stream.concat(comparisons.stream(), others.comparisons.stream()).toList(),
        Stream.concat(delays.stream(), others.delays.stream()).toList(),
        limits + others.limits);
  }
}
