package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the connects of one destination show. Add them in time order, then {@link #conclude}, then
 * ask. Not thread-safe while it is added to.
 *
 * <p>A connect enters the comparison if its tuple's previous use worked, or it has none: a dead
 * path or a storm that fails on one tuple time and again counts with its first failure only.
 */
public final class DestinationEvidence {

  private static final long SECOND = 1_000_000_000L;
  private static final int NO_SIDE = CellCounts.SIDES - 1;

  /** From here on a step of failure over idle is one. */
  private static final double EXISTS = 0.005;

  private static final double TAIL = 0.05;

  /** No belief is beyond all doubt. */
  private static final double MOST_ODDS = 1e9;

  /** What is left of failures of late and first uses, whatever was used unseen. */
  private static final double LEAST_OF_BACKGROUND = 0.05;

  /** With fewer unseen connects to a recorded one, they make no difference. */
  private static final double FEW_UNSEEN = 0.005;

  private final IdleBins bins;
  private final CellCounts cells = new CellCounts();
  private final Map<FailureMode, FailureRuns> runs = new EnumMap<>(FailureMode.class);

  /**
   * Until the first late or first use. There a tuple that no earlier use was seen of stands for a
   * first use: a session from before the recording can only make it fail more often, not less.
   */
  private final Map<FailureMode, FailureRuns> beginnings = new EnumMap<>(FailureMode.class);

  private final Map<FailureMode, ReuseHazard> hazards = new EnumMap<>(FailureMode.class);
  private final DeadPaths deadPaths = new DeadPaths();
  private final SlowAnswers slowAnswers = new SlowAnswers();
  private final Map<FailureMode, Double> unseenFailures = new EnumMap<>(FailureMode.class);
  private long connects;
  private long tuples;
  private long firstFresh = Long.MAX_VALUE;
  private long firstStart = Long.MAX_VALUE;
  private long lastStart = Long.MIN_VALUE;
  private Comparison comparison = StratifiedTest.of(List.of());
  private Lifetime lifetime = Lifetime.noneFound(1, 0);
  private List<IdleBand> bands = List.of();
  private double adjustedP = 1;
  private double deadIfNeverWorked;
  private double deadIfWorked;

  DestinationEvidence(IdleBins bins) {
    this.bins = bins;
    for (FailureMode mode : FailureMode.values()) {
      runs.put(mode, new FailureRuns());
      beginnings.put(mode, new FailureRuns());
    }
  }

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    addToRuns(connect);
    count(connect);
    deadPaths.add(connect);
    if (compared(connect)) {
      int mode = connect.failed() ? FailureMode.of(connect.use()).column() : -1;
      cells.add(second(connect.use().start()), side(connect.previous()), bin(connect), mode);
    }
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

  private void addToRuns(ClassifiedUse connect) {
    FailureRuns.Kind kind =
        switch (connect.kind()) {
          case EARLY_REUSE -> FailureRuns.Kind.EARLY;
          case LATE_REUSE, FIRST_USE ->
              compared(connect) ? FailureRuns.Kind.FRESH : FailureRuns.Kind.UNKNOWN;
          case UNKNOWN, OVERLAP -> FailureRuns.Kind.UNKNOWN;
        };
    if (kind == FailureRuns.Kind.FRESH) {
      firstFresh = Math.min(firstFresh, connect.use().start());
    }
    add(connect, kind, runs);
    if (firstFresh == Long.MAX_VALUE) {
      boolean first = kind == FailureRuns.Kind.UNKNOWN && connect.previous() == null;
      add(connect, first ? FailureRuns.Kind.FRESH : kind, beginnings);
    }
  }

  private static void add(
      ClassifiedUse connect, FailureRuns.Kind kind, Map<FailureMode, FailureRuns> to) {
    if (connect.failed()) {
      runOf(FailureMode.of(connect.use()), to).failed(connect.use().start(), kind);
    } else {
      to.values().forEach(run -> run.worked(kind));
    }
  }

  private static boolean compared(ClassifiedUse connect) {
    Use previous = connect.previous();
    return (connect.kind() == UseKind.EARLY_REUSE || connect.kind().comparison())
        && (previous == null || previous.connected());
  }

  private static int side(@Nullable Use previous) {
    ClosedBy closedBy = previous == null ? null : previous.closedBy();
    if (closedBy == null) {
      return NO_SIDE;
    }
    return switch (closedBy) {
      case LOCAL -> 0;
      case LOCAL_WITH_UNREAD_DATA -> 1;
      case REMOTE -> 2;
      case RESET -> 3;
      case LOCAL_RESET -> 4;
      case UNKNOWN -> 5;
    };
  }

  private int bin(ClassifiedUse connect) {
    if (connect.kind() == UseKind.FIRST_USE) {
      return IdleBins.NEVER_USED;
    }
    boolean bound = connect.kind() == UseKind.EARLY_REUSE && connect.idleAtMost();
    return bound ? IdleBins.EARLY_AT_MOST : bins.of(connect.idle());
  }

  private static long second(long nanos) {
    return Math.floorDiv(nanos, SECOND);
  }

  private FailureRuns run(FailureMode mode) {
    return runOf(mode, runs);
  }

  private static FailureRuns runOf(FailureMode mode, Map<FailureMode, FailureRuns> runs) {
    return Objects.requireNonNull(runs.get(mode));
  }

  /**
   * Computes everything from the counts.
   *
   * @param unseen connects of the network namespace that nobody recorded, for each recorded one
   */
  void conclude(double unseen) {
    comparison = StratifiedTest.of(Strata.of(cells));
    bands = IdleBands.of(cells, bins);
    for (FailureMode mode : FailureMode.values()) {
      if (reusesFailed(mode)) {
        hazards.put(mode, infer(mode, new UnseenUses(bins, 0)));
      }
    }
    if (unseen > FEW_UNSEEN) {
      UnseenUses uses = UnseenUses.of(bins, unseen, connects, tuples, lastStart - firstStart);
      hazards.replaceAll((mode, hazard) -> withUnseen(mode, hazard, uses));
    }
    lifetime = findLifetime();
    deadIfNeverWorked = deadPaths.chance(false, run(FailureMode.NO_ANSWER));
    deadIfWorked = deadPaths.chance(true, run(FailureMode.NO_ANSWER));
  }

  private boolean reusesFailed(FailureMode mode) {
    long[] failures = new long[1];
    cells.inOrder(
        (second, side, bin, connects, failed) ->
            failures[0] += bin < IdleBins.COUNT ? failed[mode.column()] : 0);
    return failures[0] > 0;
  }

  private ReuseHazard infer(FailureMode mode, UnseenUses unseen) {
    double odds = oddsOf(StratifiedTest.of(Strata.of(cells, mode)).p());
    return ReuseHazard.of(
        cells,
        mode,
        second -> background(mode, second * SECOND),
        run(mode).freshRuns(),
        unseen,
        odds);
  }

  /**
   * No belief in a hazard may be stronger than the stratified test allows, whatever the model of
   * the background says: the bound of Sellke, Bayarri and Berger on a p-value's Bayes factor (The
   * American Statistician 55, 2001).
   */
  private static double oddsOf(double p) {
    double least = Math.max(1e-300, p);
    double factor = least < 1 / Math.E ? 1 / (-Math.E * least * Math.log(least)) : 1;
    return Math.min(MOST_ODDS, ReuseHazard.PRIOR_ODDS * factor);
  }

  /**
   * Some late and first uses fail because a process not recorded had used their tuple. How many is
   * what the kernel's count of connects says, but no more than what loss leaves.
   */
  private ReuseHazard withUnseen(FailureMode mode, ReuseHazard hazard, UnseenUses uses) {
    double expected = hazard.exists() * hazard.chance() * uses.within(hazard.quantile(0.5));
    if (expected <= 0) {
      return hazard;
    }
    double lost = mode == FailureMode.NO_ANSWER ? slowAnswers.lost() : 0;
    double unseen = Math.min(expected, Math.max(0, run(mode).overall() - lost));
    unseenFailures.put(mode, unseen);
    return infer(mode, uses.times(unseen / expected));
  }

  private Lifetime findLifetime() {
    PermutationTest.Result test = PermutationTest.of(cells);
    ReuseHazard hazard =
        hazards.values().stream()
            .max(Comparator.comparingDouble(ReuseHazard::bayesFactor))
            .orElse(null);
    if (hazard == null || test.p() >= EXISTS || hazard.bayesFactor() < 1) {
      return Lifetime.noneFound(test.p(), test.permutations());
    }
    long low = bins.edge(Math.max(0, hazard.quantile(TAIL) - 1));
    boolean between = hazard.beyond() < TAIL;
    return new Lifetime(
        between ? Lifetime.Answer.BETWEEN : Lifetime.Answer.AT_LEAST,
        between ? bins.edge(hazard.quantile(0.5)) : 0,
        low,
        between
            ? bins.edge(Math.min(IdleBins.COUNT, hazard.quantile(1 - TAIL) + 1))
            : Long.MAX_VALUE,
        test.p(),
        test.permutations());
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
    return Math.max(up(mode, time), run(mode).down(time));
  }

  /** The same while the destination is up, and of tuples that nobody else used. */
  private double up(FailureMode mode, long time) {
    FailureRuns beginning = runOf(mode, beginnings);
    if (time < firstFresh && beginning.anyFresh()) {
      return beginning.background(time);
    }
    double all = run(mode).background(time);
    double unseen = unseenFailures.getOrDefault(mode, 0.0);
    return Math.max(LEAST_OF_BACKGROUND * all, (all - unseen) / (1 - unseen));
  }

  /** Chance, 0 to 1, that nobody could connect at this time. */
  public double down(FailureMode mode, long time) {
    return run(mode).down(time);
  }

  /** Chance, 0 to 1, that reuse alone makes connects fail in this mode. */
  public double hazard(FailureMode mode) {
    ReuseHazard hazard = hazards.get(mode);
    return hazard == null ? 0 : hazard.exists();
  }

  /** Late and first uses that failed in this mode in a row with a failure of this time. */
  public int freshFailuresAround(FailureMode mode, long time) {
    return run(mode).freshFailures(time);
  }

  /**
   * What made a connect fail.
   *
   * @param before what the failure of its tuple's previous use left; null if that worked, or if
   *     there was none
   */
  public Judgement judge(ClassifiedUse failure, @Nullable Suspicion before) {
    FailureMode mode = FailureMode.of(failure.use());
    long time = failure.use().start();
    double dead = before != null ? before.dead() : firstDead(failure);
    double down = run(mode).down(time);
    ReuseHazard hazard = hazards.get(mode);
    double pathFails = mode == FailureMode.NO_ANSWER ? dead : 0;
    double stopped = before == null ? 0 : before.stopped();
    double up = up(mode, time);
    Judgement whileUp =
        hazard == null
            ? new Judgement(
                0, 0, 0, new Suspicion(0, pathFails / (pathFails + (1 - pathFails) * up)))
            : hazard.judge(binOf(failure), up, stopped, pathFails);
    double deadAfter =
        mode == FailureMode.NO_ANSWER
            ? down * dead + (1 - down) * whileUp.after().dead()
            : mode == FailureMode.REFUSED ? 0 : dead;
    return new Judgement(
        (1 - down) * whileUp.reuse(),
        (1 - down) * whileUp.unseen(),
        down * (1 - pathFails),
        new Suspicion((1 - down) * whileUp.after().stopped(), deadAfter));
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
    ReuseHazard hazard = hazards.get(mode);
    double up = up(mode, failure.start());
    return hazard == null
        ? 0
        : (1 - run(mode).down(failure.start())) * hazard.judge(hazard.lowest(), up, 0, 0).reuse();
  }
}
