package io.tuplewatch.evidence;

import io.tuplewatch.evidence.causes.CauseInference;
import io.tuplewatch.evidence.causes.FailurePosteriors;
import io.tuplewatch.evidence.causes.ReuseHazards;
import io.tuplewatch.evidence.causes.UnrecordedUses;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.comparison.PermutationTest;
import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.CellCounts;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBands;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.Strata;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout;
import java.util.EnumMap;
import java.util.Map;

/**
 * The connects of one destination, of which {@link DestinationEvidence} is concluded. Add them in
 * time order, then {@link #conclude}. Not thread-safe.
 */
final class DestinationConnects {

  /** With fewer unseen connects to a recorded one, they make no difference. */
  private static final double FEW_UNSEEN = 0.005;

  /** From here on that reuse makes connects fail in a mode, its lifetime is told. */
  private static final double BELIEVED = 0.9;

  private final IdleBins bins;
  private final double looks;
  private final Connect connect;
  private final ComparedConnects compared;
  private final CauseInference causes;
  private long count;
  private long tuples;
  private long firstStart = Long.MAX_VALUE;
  private long lastStart = Long.MIN_VALUE;

  DestinationConnects(IdleBins bins, ClassifiedUses uses, IdleTimeout timeout) {
    this.bins = bins;
    this.looks = timeout.looks();
    this.connect = new Connect(uses, timeout.comparisonHistory().toNanos());
    this.compared = new ComparedConnects(bins, uses.all().storage());
    this.causes = new CauseInference(bins, compared);
  }

  /** Takes the next connect that worked or failed, by its index among the uses. */
  void add(int index) {
    connect.at(index);
    causes.add(connect);
    compared.add(connect);
    count++;
    tuples += connect.previous() == ClassifiedUses.NO_PREVIOUS ? 1 : 0;
    firstStart = Math.min(firstStart, connect.start());
    lastStart = Math.max(lastStart, connect.start());
  }

  /** How many were added. */
  long count() {
    return count;
  }

  /**
   * What they show; gives their room back.
   *
   * @param unseen connects of the network namespace that nobody recorded, for each recorded one
   */
  DestinationEvidence conclude(double unseen) {
    CellCounts cells = compared.cells();
    Comparison comparison = StratifiedTest.of(Strata.of(cells), looks);
    IdleBands bands = IdleBands.of(cells, bins);
    DestinationEvidence evidence =
        causes.anyFailed()
            ? withCauses(comparison, bands, unseen > FEW_UNSEEN ? unseen : 0)
            : DestinationEvidence.withoutFailure(comparison, bands);
    cells.release();
    return evidence;
  }

  private DestinationEvidence withCauses(Comparison comparison, IdleBands bands, double unseen) {
    FailurePosteriors posteriors =
        causes.infer(UnrecordedUses.of(bins, unseen, count, tuples, lastStart - firstStart));
    ReuseHazards hazards = causes.hazards();
    return new DestinationEvidence(
        comparison,
        bands,
        Lifetime.of(PermutationTest.of(compared.cells()), hazards.likeliest(), bins),
        lifetimes(hazards),
        hazards.exist(),
        posteriors);
  }

  private Map<FailureMode, Lifetime> lifetimes(ReuseHazards hazards) {
    Map<FailureMode, Lifetime> lifetimes = new EnumMap<>(FailureMode.class);
    hazards
        .exist()
        .forEach(
            (mode, exists) -> {
              if (exists >= BELIEVED) {
                Lifetime own =
                    Lifetime.of(
                        PermutationTest.of(compared.cells(), mode), hazards.hazard(mode), bins);
                if (own.answer() != Lifetime.Answer.NONE_FOUND) {
                  lifetimes.put(mode, own);
                }
              }
            });
    return lifetimes;
  }
}
