package io.tuplewatch.evidence;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.Use;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the connects of one destination show. Add them in time order, then {@link #conclude}, then
 * ask. Not thread-safe while it is added to.
 */
public final class DestinationEvidence {

  /** With fewer unseen connects to a recorded one, they make no difference. */
  private static final double FEW_UNSEEN = 0.005;

  private final IdleBins bins;
  private final ComparedConnects compared;
  private final Background background = new Background();
  private final ReuseHazards hazards;
  private final DeadPaths deadPaths = new DeadPaths();
  private final SlowAnswers slowAnswers = new SlowAnswers();
  private long connects;
  private long tuples;
  private long firstStart = Long.MAX_VALUE;
  private long lastStart = Long.MIN_VALUE;
  private Comparison comparison = StratifiedTest.of(List.of());
  private Lifetime lifetime = Lifetime.noneFound(1, 0);
  private List<IdleBand> bands = List.of();
  private double adjustedP = 1;
  private double deadIfNeverWorked;
  private double deadIfWorked;

  DestinationEvidence(IdleBins bins, Storage storage) {
    this.bins = bins;
    this.compared = new ComparedConnects(bins, storage);
    this.hazards = new ReuseHazards(bins, compared, background);
  }

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    background.add(connect);
    count(connect);
    deadPaths.add(connect);
    compared.add(connect);
  }

  private void count(ClassifiedUse connect) {
    connects++;
    tuples += connect.previous() == null ? 1 : 0;
    firstStart = Math.min(firstStart, connect.use().start());
    lastStart = Math.max(lastStart, connect.use().start());
    if (!connect.failed()) {
      slowAnswers.worked(connect.use());
    } else if (FailureMode.of(connect.use()) == FailureMode.NO_ANSWER) {
      slowAnswers.failed(connect.use());
    }
  }

  /**
   * Computes everything from the counts, and lets them go.
   *
   * @param unseen connects of the network namespace that nobody recorded, for each recorded one
   */
  void conclude(double unseen) {
    comparison = StratifiedTest.of(Strata.of(compared.cells()));
    bands = IdleBands.of(compared.cells(), bins);
    hazards.infer();
    if (unseen > FEW_UNSEEN) {
      long span = lastStart - firstStart;
      hazards.allowFor(UnseenUses.of(bins, unseen, connects, tuples, span), slowAnswers.lost());
    }
    lifetime = Lifetime.of(PermutationTest.of(compared.cells()), hazards.likeliest(), bins);
    deadIfNeverWorked = deadPaths.chance(false, background.runs(FailureMode.NO_ANSWER));
    deadIfWorked = deadPaths.chance(true, background.runs(FailureMode.NO_ANSWER));
    compared.cells().release();
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

  /** By idle time, shortest first; first uses last. */
  public List<IdleBand> bands() {
    return bands;
  }

  /** Chance, 0 to 1, that a connect of this time would have failed in this mode without reuse. */
  public double background(FailureMode mode, long time) {
    return background.at(mode, time);
  }

  /** Chance, 0 to 1, that nobody could connect at this time. */
  public double down(FailureMode mode, long time) {
    return background.runs(mode).down(time);
  }

  /** Chance, 0 to 1, that reuse alone makes connects fail in this mode. */
  public double hazard(FailureMode mode) {
    ReuseHazard hazard = hazards.of(mode);
    return hazard == null ? 0 : hazard.exists();
  }

  /** Late and first uses that failed in this mode in a row with a failure of this time. */
  public int freshFailuresAround(FailureMode mode, long time) {
    return background.runs(mode).freshFailures(time);
  }

  /**
   * What made a connect fail.
   *
   * @param before what the failure of its tuple's previous use left; null if that worked, or if
   *     there was none
   */
  public Judgement judge(ClassifiedUse failure, @Nullable Suspicion before) {
    FailureMode mode = FailureMode.of(failure.use());
    double dead = before != null ? before.dead() : firstDead(failure);
    double down = down(mode, failure.use().start());
    double pathFails = mode == FailureMode.NO_ANSWER ? dead : 0;
    Judgement whileUp = whileUp(failure, before == null ? 0 : before.stopped(), pathFails);
    double deadAfter =
        switch (mode) {
          case NO_ANSWER -> down * dead + (1 - down) * whileUp.after().dead();
          case REFUSED -> 0;
          case UNREACHABLE -> dead;
        };
    return new Judgement(
        (1 - down) * whileUp.reuse(),
        down * (1 - pathFails),
        new Suspicion((1 - down) * whileUp.after().stopped(), deadAfter));
  }

  private Judgement whileUp(ClassifiedUse failure, double stopped, double pathFails) {
    FailureMode mode = FailureMode.of(failure.use());
    double up = background.up(mode, failure.use().start());
    ReuseHazard hazard = hazards.of(mode);
    if (hazard != null) {
      return hazard.judge(binOf(failure), up, stopped, pathFails);
    }
    double fails = pathFails + (1 - pathFails) * up;
    boolean untried = failure.kind() == UseKind.EARLY_REUSE && !compared.anyReuse();
    return untried
        ? Judgement.ofUntriedReuse(fails, pathFails)
        : Judgement.withoutReuse(pathFails / fails);
  }

  private double firstDead(ClassifiedUse failure) {
    Use previous = failure.previous();
    boolean worked = failure.workedBefore() || (previous != null && previous.connected());
    return worked ? deadIfWorked : deadIfNeverWorked;
  }

  private int binOf(ClassifiedUse failure) {
    return failure.idle() == Use.UNKNOWN ? IdleBins.NEVER_USED : bins.of(failure.idle());
  }

  /** The same of a tuple whose past is not known, were it a reuse as early as any. */
  public double blameOfUnknown(Use failure) {
    FailureMode mode = FailureMode.of(failure);
    ReuseHazard hazard = hazards.of(mode);
    double up = background.up(mode, failure.start());
    return hazard == null
        ? 0
        : (1 - down(mode, failure.start())) * hazard.judge(hazard.lowest(), up, 0, 0).reuse();
  }
}
