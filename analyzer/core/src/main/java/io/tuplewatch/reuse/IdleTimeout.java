package io.tuplewatch.reuse;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The idle time W below which a reuse is early, and where it comes from.
 *
 * @param length W, above 0
 * @param source where it comes from
 * @param given what the user gave; null if nothing
 * @param step what the failures show; null if they show nothing
 * @param comparisonHistory unbroken recording that a connect on a tuple without a known use must
 *     have before it to stand among those that early reuses are compared with; at most {@code
 *     length}
 */
public record IdleTimeout(
    Duration length,
    Source source,
    @Nullable Duration given,
    @Nullable Step step,
    Duration comparisonHistory)
    implements Serializable {

  /** Where W comes from. */
  public enum Source {
    /** The user gave it, and no failure contradicts it. */
    GIVEN,
    /** Nobody gave it: failures end at it. */
    FOUND,
    /** The user gave another, which failures contradict. */
    CONTRADICTED,
    /** Nobody gave it and failures do not show it: what the recording has history for. */
    ASSUMED
  }

  /**
   * An idle time at which failures end, found by looking at many.
   *
   * @param lowNanos idle times below this fail, ns
   * @param highNanos idle times from this on do not, ns; Long.MAX_VALUE if all that occurred may
   * @param looks how many independent idle times were as good as looked at; the p-value of the
   *     statistic that was looked at is to be multiplied with it (Bonferroni)
   */
  public record Step(long lowNanos, long highNanos, double looks) implements Serializable {

    /** Whether no idle time that occurred is known to be beyond it. */
    public boolean withoutEnd() {
      return highNanos == Long.MAX_VALUE;
    }
  }

  /** What the user gave, not held against anything. */
  public static IdleTimeout given(Duration length) {
    return new IdleTimeout(length, Source.GIVEN, length, null, length);
  }

  /** Factor of a p-value for having looked for W: 1 if it was given. */
  public double looks() {
    return step == null || source == Source.GIVEN ? 1 : step.looks();
  }
}
