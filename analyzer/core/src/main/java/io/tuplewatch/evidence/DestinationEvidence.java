package io.tuplewatch.evidence;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.evidence.causes.CauseInference;
import io.tuplewatch.evidence.causes.CausePosterior;
import io.tuplewatch.evidence.causes.ReuseHazard;
import io.tuplewatch.evidence.causes.UnrecordedUses;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.comparison.PermutationTest;
import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBand;
import io.tuplewatch.evidence.counts.IdleBands;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.Strata;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the connects of one destination show. Add them in time order, then {@link #conclude}, then
 * ask. Not thread-safe while it is added to.
 */
public final class DestinationEvidence implements Serializable {

  private static final long serialVersionUID = 1;

  /** With fewer unseen connects to a recorded one, they make no difference. */
  private static final double FEW_UNSEEN = 0.005;

  /** From here on that reuse makes connects fail in a mode, its lifetime is told. */
  private static final double BELIEVED = 0.9;

  private final transient IdleBins bins;
  private final transient ComparedConnects compared;
  private final transient CauseInference causes;
  private long connects;
  private long tuples;
  private long firstStart = Long.MAX_VALUE;
  private long lastStart = Long.MIN_VALUE;
  private Comparison comparison = StratifiedTest.of(List.of());
  private Lifetime lifetime = Lifetime.noneFound(1, 0);
  private final Map<FailureMode, Lifetime> byMode = new EnumMap<>(FailureMode.class);
  private List<IdleBand> bands = List.of();
  private double adjustedP = 1;
  private boolean partlyRecorded;

  DestinationEvidence(IdleBins bins, Storage storage) {
    this.bins = bins;
    this.compared = new ComparedConnects(bins, storage);
    this.causes = new CauseInference(bins, compared);
  }

  /** Takes the next connect. */
  void add(Connect connect) {
    causes.add(connect);
    compared.add(connect);
    connects++;
    tuples += connect.previous() == ClassifiedUses.NO_PREVIOUS ? 1 : 0;
    firstStart = Math.min(firstStart, connect.start());
    lastStart = Math.max(lastStart, connect.start());
  }

  /**
   * Computes everything from the counts, and lets them go.
   *
   * @param unseen connects of the network namespace that nobody recorded, for each recorded one
   * @param looks as {@link io.tuplewatch.reuse.IdleTimeout#looks}
   */
  void conclude(double unseen, double looks) {
    comparison = StratifiedTest.of(Strata.of(compared.cells()), looks);
    bands = IdleBands.of(compared.cells(), bins);
    double counts = unseen > FEW_UNSEEN ? unseen : 0;
    causes.infer(UnrecordedUses.of(bins, counts, connects, tuples, lastStart - firstStart));
    lifetime =
        Lifetime.of(PermutationTest.of(compared.cells()), causes.hazards().likeliest(), bins);
    findLifetimesByMode();
    compared.cells().release();
  }

  private void findLifetimesByMode() {
    for (FailureMode mode : FailureMode.values()) {
      if (hazard(mode) >= BELIEVED) {
        Lifetime own =
            Lifetime.of(
                PermutationTest.of(compared.cells(), mode), causes.hazards().hazard(mode), bins);
        if (own.answer() != Lifetime.Answer.NONE_FOUND) {
          byMode.put(mode, own);
        }
      }
    }
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
    return Collections.unmodifiableMap(byMode);
  }

  /** By idle time, shortest first; first uses last. */
  public List<IdleBand> bands() {
    return bands;
  }

  /** Chance, 0 to 1, that reuse alone makes connects fail in this mode. */
  public double hazard(FailureMode mode) {
    ReuseHazard hazard = causes.hazards().hazard(mode);
    return hazard == null ? 0 : hazard.exists();
  }

  /** What made one of its connects fail; {@code index}: of that failure among the uses. */
  public CausePosterior posterior(int index) {
    return causes.posterior(index);
  }
}
