package io.tuplewatch.evidence;

import io.tuplewatch.evidence.causes.CausePosterior;
import io.tuplewatch.evidence.causes.FailurePosteriors;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBand;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the connects of one destination show. */
public final class DestinationEvidence implements Serializable {

  private static final long serialVersionUID = 1;

  private final transient FailurePosteriors posteriors;
  private final Map<FailureMode, Double> hazards;
  private final Lifetime lifetime;
  private final Map<FailureMode, Lifetime> byMode;
  private final List<IdleBand> bands;
  private Comparison comparison;
  private double adjustedP = 1;
  private boolean partlyRecorded;

  /**
   * What was concluded from the connects.
   *
   * @param hazards chance, 0 to 1, that reuse alone makes connects fail, by mode
   * @param byMode as {@link #lifetimes}
   */
  DestinationEvidence(
      Comparison comparison,
      List<IdleBand> bands,
      Lifetime lifetime,
      Map<FailureMode, Lifetime> byMode,
      Map<FailureMode, Double> hazards,
      FailurePosteriors posteriors) {
    this.comparison = comparison;
    this.bands = bands;
    this.lifetime = lifetime;
    this.byMode = byMode.isEmpty() ? Map.of() : Collections.unmodifiableMap(byMode);
    this.hazards = Map.copyOf(hazards);
    this.posteriors = posteriors;
  }

  /** Of a destination whose connects all worked. */
  static DestinationEvidence withoutFailure(Comparison comparison, List<IdleBand> bands) {
    return new DestinationEvidence(
        comparison, bands, Lifetime.OF_NO_FAILURE, Map.of(), Map.of(), FailurePosteriors.OF_NONE);
  }

  /** Takes a comparison by counts in the place of that of the connects that were recorded. */
  void compareCounts(Comparison byCounts) {
    comparison = byCounts;
    partlyRecorded = true;
  }

  /**
   * Whether an agent left connects out of the recording, so that the comparison is by its counts,
   * and what the recorded connects have in common says nothing of the others.
   */
  public boolean partlyRecorded() {
    return partlyRecorded;
  }

  void adjust(double p) {
    adjustedP = p;
  }

  /** Early reuses against late and first uses. */
  public Comparison comparison() {
    return comparison;
  }

  /** The comparison's p, adjusted for the number of destinations (Benjamini and Hochberg). */
  public double adjustedP() {
    return adjustedP;
  }

  public Lifetime lifetime() {
    return lifetime;
  }

  /**
   * How long sessions are kept that answer in each way, as far as failures of that way show; more
   * than one where devices, or rules, with timers of their own stand one behind the other.
   */
  public Map<FailureMode, Lifetime> lifetimes() {
    return byMode;
  }

  /** By idle time, shortest first; first uses last. */
  public List<IdleBand> bands() {
    return bands;
  }

  /** Chance, 0 to 1, that reuse alone makes connects fail in this mode. */
  public double hazard(FailureMode mode) {
    return hazards.getOrDefault(mode, 0.0);
  }

  /** What made one of its connects fail; {@code index}: of that failure among the uses. */
  public CausePosterior posterior(int index) {
    return posteriors.of(index);
  }
}
