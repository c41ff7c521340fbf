package io.tuplewatch.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the connects of one destination fail in one mode, reuse and dead paths aside: the
 * moment, and what nobody knows. Each failure has a background of its own, told by all that
 * happened around it but itself. Not thread-safe.
 */
final class Background {

  private static final double LEAST = 1e-4;

  /** So many connects that were answered late tell as much as one failure. */
  private static final int SLOW_FOR_ONE = 4;

  private final FailureMode mode;
  private final LoneFailures lone = new LoneFailures();
  private List<Failure> failures = List.of();
  private long slow;
  private @Nullable Conditions conditions;

  Background(FailureMode mode) {
    this.mode = mode;
  }

  /**
   * Finds what each moment was like; there is nothing to find without a failure in this mode.
   *
   * @param otherwise as {@link Conditions#of} takes it
   */
  void find(Course course, double[] otherwise) {
    failures = course.failures().stream().filter(failure -> failure.mode == mode).toList();
    slow = mode == FailureMode.NO_ANSWER ? course.slow() : 0;
    conditions = failures.isEmpty() ? null : Conditions.of(course, mode, otherwise);
  }

  /** Lets go of what is known by moment. */
  void forget() {
    conditions = null;
    failures = List.of();
  }

  FailureMode mode() {
    return mode;
  }

  LoneFailures lone() {
    return lone;
  }

  /** Those of this mode, in time order. */
  List<Failure> failures() {
    return failures;
  }

  /**
   * How many failures tell of it that had nothing to do with reuse; where SYNs are lost, so do
   * connects that were answered late.
   */
  long knownFrom() {
    return failures.stream().filter(f -> FailureLog.fresh(f) && f.down < .5).count()
        + slow / SLOW_FOR_ONE;
  }

  /** Chance, above 0 and up to 1, that a connect of that time fails. */
  double at(long time) {
    return conditions == null
        ? LEAST
        : Math.max(LEAST, background(conditions.lost(time), conditions.down(time)));
  }

  /** Chance, above 0 and up to 1, that a connect at the moment of a failure fails. */
  double of(Failure failure) {
    return Math.max(LEAST, background(failure.lost, failure.down));
  }

  /** The same, while the destination is up. */
  double whileUp(Failure failure) {
    return Math.max(LEAST, up(failure.lost));
  }

  private double background(double lost, double down) {
    return down + (1 - down) * up(lost);
  }

  private double up(double lost) {
    return lost + (1 - lost) * lone.lone();
  }
}
