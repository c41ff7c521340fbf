package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.Map;
import java.util.Objects;

/**
 * What has been found of one destination so far, model by model. Arrays are by failure, but for
 * {@code refreshes}.
 *
 * @param anyReuse whether any reuse of known idle time takes part in the comparison
 * @param backgrounds of the modes in which connects failed
 * @param hazards what reuse alone does, in the modes in which it failed
 * @param refreshes by {@link FailureMode#column}, whether a try that a session stops counts as a
 *     packet of it
 * @param censored the chance that a session from before stops it, its past not known
 * @param dead the chance that its path is dead, itself aside
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed once made
record Models(
    IdleBins bins,
    boolean anyReuse,
    Map<FailureMode, Background> backgrounds,
    ReuseHazards hazards,
    boolean[] refreshes,
    double[] censored,
    double[] dead) {

  Background background(FailureMode mode) {
    return Objects.requireNonNull(backgrounds.get(mode));
  }

  /** These models, with no path dead. */
  Models alive() {
    return new Models(
        bins, anyReuse, backgrounds, hazards, refreshes, censored, new double[dead.length]);
  }
}
