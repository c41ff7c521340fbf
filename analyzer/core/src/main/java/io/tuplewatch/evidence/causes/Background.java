package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the connects of one destination fail in one mode, reuse and dead paths aside: the
 * moment, and what nobody knows. Each failure has a background of its own, told by all that
 * happened around it but itself. Immutable.
 *
 * @param failures those of this mode, in time order
 * @param slow connects that were answered at their second SYN or later, where SYNs are lost
 * @param model what each moment was like; null if that is not known yet
 * @param residual what the models leave
 */
record Background(
    FailureMode mode,
    List<FailedConnect> failures,
    long slow,
    @Nullable HiddenMarkovModel model,
    ResidualFailures residual) {

  private static final double LEAST = 1e-4;

  /** So many connects that were answered late tell as much as one failure. */
  private static final int SLOW_FOR_ONE = 4;

  /** The background of one mode, before anything is known of its moments. */
  static Background of(FailureMode mode, Observations observations) {
    return new Background(
        mode,
        observations.failures().stream().filter(failure -> failure.mode() == mode).toList(),
        mode == FailureMode.NO_ANSWER ? observations.slow() : 0,
        null,
        ResidualFailures.prior());
  }

  Background with(HiddenMarkovModel newModel) {
    return new Background(mode, failures, slow, newModel, residual);
  }

  Background with(ResidualFailures newResidual) {
    return new Background(mode, failures, slow, model, newResidual);
  }

  /** Chance that all SYNs of one of the failures are lost at its moment, itself aside. */
  double lost(FailedConnect failure) {
    return model == null ? 0 : model.lost(failure);
  }

  /** Whether connects that worked do not contradict what the failures say of lost SYNs. */
  boolean isLossBorneOut() {
    return model == null || model.isLossBorneOut();
  }

  /** Chance that nobody could connect at the moment of one of the failures, itself aside. */
  double down(FailedConnect failure) {
    return model == null ? 0 : model.down(failure);
  }

  /**
   * How many failures tell of it that had nothing to do with reuse; where SYNs are lost, so do
   * connects that were answered late.
   */
  long knownFrom() {
    return failures.stream().filter(f -> f.fresh() && down(f) < .5).count() + slow / SLOW_FOR_ONE;
  }

  /** Chance, above 0 and up to 1, that a connect of that time fails. */
  double at(long time) {
    return model == null ? LEAST : Math.max(LEAST, background(model.lost(time), model.down(time)));
  }

  /** Chance, above 0 and up to 1, that a connect at the moment of a failure fails. */
  double chance(FailedConnect failure) {
    return Math.max(LEAST, background(lost(failure), down(failure)));
  }

  /** The chance that it fails while the destination is up. */
  double whileUp(FailedConnect failure) {
    return Math.max(LEAST, up(lost(failure)));
  }

  private double background(double lost, double down) {
    return down + (1 - down) * up(lost);
  }

  private double up(double lost) {
    return lost + (1 - lost) * residual.share();
  }
}
