package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
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

  private static final double TAIL = 0.025;

  /** A tuple that failed and was tried again after the timeout. */
  private record Retry(FailureMode mode, long first, boolean failedAgain) {}

  private final IdleBins bins;
  private final CellCounts cells = new CellCounts();
  private final Map<FailureMode, FailureRuns> runs = new EnumMap<>(FailureMode.class);
  private final Map<FailureMode, ReuseHazard> hazards = new EnumMap<>(FailureMode.class);
  private final List<Retry> retries = new ArrayList<>();
  private Comparison comparison = StratifiedTest.of(List.of());
  private Lifetime lifetime = Lifetime.noneFound(1, 0);
  private List<IdleBand> bands = List.of();
  private double adjustedP = 1;
  private double lasting;

  DestinationEvidence(IdleBins bins) {
    this.bins = bins;
    for (FailureMode mode : FailureMode.values()) {
      runs.put(mode, new FailureRuns());
    }
  }

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    addToRuns(connect);
    Use previous = connect.previous();
    if (connect.kind() == UseKind.LATE_REUSE && previous != null && !previous.connected()) {
      retries.add(new Retry(FailureMode.of(previous), previous.start(), connect.failed()));
    }
    if (compared(connect)) {
      int mode = connect.failed() ? FailureMode.of(connect.use()).column() : -1;
      cells.add(second(connect.use().start()), side(connect.previous()), bin(connect), mode);
    }
  }

  private void addToRuns(ClassifiedUse connect) {
    FailureRuns.Kind kind =
        switch (connect.kind()) {
          case EARLY_REUSE -> FailureRuns.Kind.EARLY;
          case LATE_REUSE, FIRST_USE -> FailureRuns.Kind.FRESH;
          case UNKNOWN, OVERLAP -> FailureRuns.Kind.UNKNOWN;
        };
    if (connect.failed()) {
      run(FailureMode.of(connect.use())).failed(connect.use().start(), kind);
    } else {
      runs.values().forEach(run -> run.worked(kind));
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
    return Objects.requireNonNull(runs.get(mode));
  }

  /** Computes everything from the counts. */
  void conclude() {
    comparison = StratifiedTest.of(Strata.of(cells));
    bands = IdleBands.of(cells, bins);
    for (FailureMode mode : FailureMode.values()) {
      if (reusesFailed(mode)) {
        hazards.put(mode, infer(mode));
      }
    }
    lifetime = findLifetime();
    lasting = findLasting();
  }

  private boolean reusesFailed(FailureMode mode) {
    long[] failures = new long[1];
    cells.inOrder(
        (second, side, bin, connects, failed) ->
            failures[0] += bin < IdleBins.COUNT ? failed[mode.column()] : 0);
    return failures[0] > 0;
  }

  private ReuseHazard infer(FailureMode mode) {
    return ReuseHazard.of(
        cells, mode, second -> background(mode, second * SECOND), run(mode).freshRuns());
  }

  private Lifetime findLifetime() {
    PermutationTest.Result test = PermutationTest.of(cells);
    ReuseHazard hazard =
        hazards.values().stream().max(Comparator.comparingDouble(ReuseHazard::exists)).orElse(null);
    if (hazard == null || test.p() >= EXISTS || hazard.exists() < 0.5) {
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
    FailureRuns own = run(mode);
    return Math.max(own.background(time), own.down(time));
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
   * Chance, 0 to 1, that a failed reuse would not have failed on another tuple.
   *
   * @param stopped chance that the tuple's previous use was stopped by its session; 0 if it worked
   */
  public double blame(ClassifiedUse failure, double stopped) {
    FailureMode mode = FailureMode.of(failure.use());
    ReuseHazard hazard = hazards.get(mode);
    if (hazard == null || failure.idle() == Use.UNKNOWN) {
      return 0;
    }
    long time = failure.use().start();
    double up = run(mode).background(time);
    double whileUp = hazard.blame(bins.of(failure.idle()), up, stopped);
    return (1 - run(mode).down(time)) * whileUp * (1 - deadPath(failure, whileUp, up));
  }

  /**
   * Chance that the path of a tuple that was never seen working is dead. Whether failures last is
   * told by tuples tried again after the firewall's timeout.
   */
  private double deadPath(ClassifiedUse failure, double blame, double background) {
    Use previous = failure.previous();
    if (failure.workedBefore() || previous == null || previous.connected()) {
      return 0;
    }
    if (down(FailureMode.of(previous), previous.start()) > 0.5) {
      return 0;
    }
    double otherwise = blame + (1 - blame) * background;
    return lasting / (lasting + (1 - lasting) * otherwise);
  }

  /** Share of failures, not of an outage, after which a tuple fails again when tried late. */
  private double findLasting() {
    long tried = 0;
    long failed = 0;
    for (Retry retry : retries) {
      if (down(retry.mode(), retry.first()) < 0.5) {
        tried++;
        failed += retry.failedAgain() ? 1 : 0;
      }
    }
    return (failed + 0.5) / (tried + 1);
  }

  /** The same of a tuple whose past is not known, were it a reuse as early as any. */
  public double blameOfUnknown(Use failure) {
    FailureMode mode = FailureMode.of(failure);
    ReuseHazard hazard = hazards.get(mode);
    double up = run(mode).background(failure.start());
    return hazard == null
        ? 0
        : (1 - run(mode).down(failure.start())) * hazard.blame(hazard.lowest(), up, 0);
  }
}
