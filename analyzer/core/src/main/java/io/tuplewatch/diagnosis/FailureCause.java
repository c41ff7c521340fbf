package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import java.io.Serializable;
import java.util.List;

/**
 * A failed attempt and its cause.
 *
 * @param index of the attempt among the classified uses
 * @param cause UNKNOWN if no cause reaches {@link Causes#NAMED_FROM}
 * @param probability of the likeliest cause, 0 to 1
 * @param likeliest the cause with that probability; equals {@code cause} unless that is UNKNOWN
 * @param reuseProbability that it would have worked on a tuple that was not used before, 0 to 1
 * @param background the share of connects that failed in the same way around that time without
 *     reuse, 0 to 1
 */
public record FailureCause(
    int index,
    ClassifiedUse attempt,
    Cause cause,
    double probability,
    Cause likeliest,
    double reuseProbability,
    double background,
    List<Reason> reasons)
    implements Serializable {

  public FailureCause {
    reasons = List.copyOf(reasons);
  }
}
