package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.SynSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What made each failure of one destination. Four explanations compete: the moment ({@link
 * Conditions}), the tuple's path ({@link DeadPaths}), a session of an earlier use ({@link
 * ReuseHazard}), and lone failures that nothing explains. Each is found with what the others leave,
 * twice. Add connects in time order. Not thread-safe.
 */
final class Explanations {

  private static final Comparator<Failure> BY_ID =
      Comparator.comparingLong((Failure f) -> f.jvmId).thenComparingLong(f -> f.connectionNumber);

  private record Id(long jvmId, long connectionNumber) {}

  /**
   * What reuse has to do with a use whose past is not known, or where no reuse of a tuple that had
   * worked shows what it does: even chances.
   */
  private static final double PERHAPS = 0.5;

  /**
   * Neighbouring ports were used and closed together, and so they fail together: three such
   * failures tell as much as one.
   */
  private static final double TOGETHER = 1 / 3.0;

  /** Lone failures, of late and first uses, before any is seen. */
  private static final double LONE = .001;

  private static final double LONE_PRIOR = 100;
  private static final double UNSEEN_PRIOR = 5;
  private static final double MOST_UNSEEN = 3;
  private static final double MOST_UNSEEN_CHANCE = .95;

  /** Idle times in groups of a quarter of an octave, first uses in one of their own. */
  private static final int GROUP = IdleBins.PER_OCTAVE / 4;

  private static final int GROUPS = IdleBins.NEVER_USED / GROUP + 2;
  private static final double LEAST = 1e-4;

  /** Before anything is seen: a try that a session stops counts as a packet of it. */
  private static final double REFRESHED = .6;

  private final IdleBins bins;
  private final ComparedConnects compared;
  private Course course = new Course();
  private final DeadPaths deadPaths = new DeadPaths();
  private final ReuseHazards hazards;
  private final Map<Id, Failure> lastFailures = new HashMap<>();
  private final Map<FailureMode, Conditions> conditions = new EnumMap<>(FailureMode.class);
  private final double[] lone = new double[FailureMode.COUNT];
  private final double[] unseenScale = new double[FailureMode.COUNT];
  private final double[][] unseenByIdle = new double[FailureMode.COUNT][GROUPS];
  private final double[] refreshed = new double[FailureMode.COUNT];
  private UnseenUses unseen;
  private long slow;
  private Failure[] byId = {};

  Explanations(IdleBins bins, ComparedConnects compared) {
    this.bins = bins;
    this.compared = compared;
    this.hazards = new ReuseHazards(compared);
    this.unseen = new UnseenUses(bins, 0);
  }

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    Use use = connect.use();
    Failure previous = failureBefore(connect);
    deadPaths.add(connect);
    if (connect.failed()) {
      Failure failure = failure(connect, previous);
      if (previous != null) {
        previous.next = failure;
      }
      lastFailures.put(new Id(use.jvmId(), use.connectionNumber()), failure);
      course.failed(failure);
    } else {
      if (previous != null) {
        previous.revivedAt = use.start();
        previous.revivedBin = bin(connect);
      }
      int syns = SynSchedule.synsAnswered(use.pendingNanos(), use.synSettings());
      slow += syns > 1 ? 1 : 0;
      course.worked(use.start(), syns);
    }
  }

  private @Nullable Failure failureBefore(ClassifiedUse connect) {
    Use previous = connect.previous();
    return previous == null
        ? null
        : lastFailures.remove(new Id(previous.jvmId(), previous.connectionNumber()));
  }

  private Failure failure(ClassifiedUse connect, @Nullable Failure previous) {
    Use use = connect.use();
    Use before = connect.previous();
    boolean worked = before != null && before.connected();
    return new Failure(
        use.jvmId(),
        use.connectionNumber(),
        use.start(),
        FailureMode.of(use),
        ComparedConnects.compared(connect),
        switch (connect.kind()) {
          case EARLY_REUSE -> Failure.Past.EARLY;
          case LATE_REUSE, FIRST_USE -> Failure.Past.FRESH;
          case UNKNOWN, OVERLAP -> Failure.Past.UNKNOWN;
        },
        SynSchedule.synsSent(use.pendingNanos(), use.synSettings()),
        bin(connect),
        previous,
        before != null && worked
            ? before.start()
            : previous == null ? Long.MIN_VALUE : previous.workedAt,
        connect.idle());
  }

  private int bin(ClassifiedUse connect) {
    return connect.idle() == Use.UNKNOWN ? IdleBins.NEVER_USED : bins.of(connect.idle());
  }

  /** {@code uses}: what nobody recorded. */
  void infer(UnseenUses uses) {
    unseen = uses;
    lastFailures.clear();
    Arrays.fill(lone, LONE);
    Arrays.fill(unseenScale, 1);
    Arrays.fill(refreshed, 1);
    byId = course.failures().toArray(new Failure[0]);
    Arrays.sort(byId, BY_ID);
    countFreshAround();
    findConditions(true);
    findHazards(new UnseenUses(bins, 0));
    findRefreshedFirst();
    for (int i = 0; i < 2; i++) {
      findPaths();
    }
    findConditions(false);
    findHazards(unseen);
    findRefreshedFirst();
    findPaths();
    judge();
    conditions.clear();
    course = new Course(); // the failures are in byId
  }

  private void findRefreshedFirst() {
    for (Failure failure : course.failures()) {
      explain(failure, 0);
    }
    findRefreshed();
  }

  private void countFreshAround() {
    List<List<Failure>> runs = new ArrayList<>();
    for (int mode = 0; mode < FailureMode.COUNT; mode++) {
      runs.add(new ArrayList<>());
    }
    for (int step = 0; step < course.steps(); step++) {
      if (course.quick(step) > 0 || course.lost(step) > 0) {
        runs.forEach(Explanations::endRun);
      }
      if (course.failure(step) >= 0) {
        Failure failure = course.failures().get(course.failure(step));
        runs.get(failure.mode.column()).add(failure);
      }
    }
    runs.forEach(Explanations::endRun);
  }

  private static void endRun(List<Failure> run) {
    if (!run.isEmpty()) {
      int fresh = (int) run.stream().filter(Explanations::fresh).count();
      run.forEach(failure -> failure.freshAround = fresh);
      run.clear();
    }
  }

  private static boolean fresh(Failure failure) {
    return failure.past == Failure.Past.FRESH && failure.previous == null;
  }

  private void findConditions(boolean first) {
    List<Failure> failures = course.failures();
    double[] otherwise =
        failures.stream().mapToDouble(f -> first ? guess(f) : otherwise(f)).toArray();
    for (FailureMode mode : FailureMode.values()) {
      if (failures.stream().anyMatch(failure -> failure.mode == mode)) {
        conditions.put(mode, Conditions.of(course, mode, otherwise));
      }
    }
  }

  private double guess(Failure failure) {
    return switch (failure.past) {
      case EARLY -> 1;
      case FRESH ->
          failure.previous == null
              ? Math.max(2 * LONE, unseen.within(IdleBins.AT_TIMEOUT))
              : PERHAPS;
      case UNKNOWN -> PERHAPS;
    };
  }

  private double otherwise(Failure failure) {
    boolean together = failure.past != Failure.Past.FRESH;
    double stops = together ? Math.pow(failure.stops, TOGETHER) : failure.stops;
    return 1 - (1 - stops) * (1 - failure.dead) * (1 - lone[failure.mode.column()]);
  }

  private void findHazards(UnseenUses uses) {
    hazards.infer(
        (mode, second) -> {
          long time = second * ComparedConnects.SECOND;
          return Math.max(LEAST, background(mode, lost(mode, time), down(mode, time)));
        },
        this::backgroundFailures,
        mode -> uses.times(unseenScale[mode.column()]));
  }

  private double background(FailureMode mode, double lost, double down) {
    return down + (1 - down) * up(mode, lost);
  }

  private double up(FailureMode mode, double lost) {
    return lost + (1 - lost) * lone[mode.column()];
  }

  private int backgroundFailures(FailureMode mode) {
    long fresh =
        course.failures().stream().filter(f -> f.mode == mode && fresh(f) && f.down < .5).count();
    long bySlow = mode == FailureMode.NO_ANSWER ? slow / 4 : 0;
    return (int) Math.min(Integer.MAX_VALUE, fresh + bySlow);
  }

  private double lost(FailureMode mode, long time) {
    Conditions found = conditions.get(mode);
    return found == null ? 0 : found.lost(time);
  }

  private double down(FailureMode mode, long time) {
    Conditions found = conditions.get(mode);
    return found == null ? 0 : found.down(time);
  }

  /** Dead paths, then what is left for unseen uses and lone failures. */
  private void findPaths() {
    for (Failure failure : course.failures()) {
      explain(failure, 0);
    }
    deadPaths.infer(course.failures());
    for (FailureMode mode : FailureMode.values()) {
      findLone(mode);
    }
  }

  private static int group(int bin) {
    return bin >= IdleBins.COUNT ? GROUPS - 1 : bin / GROUP;
  }

  /** Of connects that no session of a use seen can stop: what fails for no other reason. */
  private void findLone(FailureMode mode) {
    int column = mode.column();
    ReuseHazard hazard = hazards.of(mode);
    int from =
        hazard == null || hazard.exists() < .5
            ? IdleBins.AT_TIMEOUT
            : Math.min(IdleBins.AT_TIMEOUT, hazard.above());
    long[] connects = new long[GROUPS];
    compared
        .cells()
        .inOrder(
            (second, side, bin, count, failed) ->
                connects[group(bin)] += bin >= from && bin != IdleBins.EARLY_AT_MOST ? count : 0);
    double expected = expectedUnseen(mode);
    double[] byUnseen = new double[GROUPS];
    double byLone = 0;
    for (Failure failure : course.failures()) {
      if (failure.mode == mode && failure.compared && failure.bin >= from) {
        double ofLone = lone[column];
        double ofUnseen = unseenChance(failure, expected);
        double up = failure.lost + failure.dead + ofLone + ofUnseen;
        double all = failure.down + (1 - failure.down) * up;
        byLone += (1 - failure.down) * ofLone / all;
        byUnseen[group(failure.bin)] += (1 - failure.down) * ofUnseen / all;
      }
    }
    double others = Arrays.stream(connects).sum();
    lone[column] = (byLone + LONE_PRIOR * LONE) / (others + LONE_PRIOR);
    unseenScale[column] =
        Math.min(
            MOST_UNSEEN,
            (Arrays.stream(byUnseen).sum() + UNSEEN_PRIOR) / (others * expected + UNSEEN_PRIOR));
    double mean = unseenScale[column] * expected;
    for (int g = 0; g < GROUPS; g++) {
      unseenByIdle[column][g] =
          mean == 0
              ? 0
              : Math.min(
                  MOST_UNSEEN_CHANCE,
                  (byUnseen[g] + UNSEEN_PRIOR) / (connects[g] + UNSEEN_PRIOR / mean));
    }
  }

  private double unseenChance(Failure failure, double expected) {
    double byIdle = unseenByIdle[failure.mode.column()][group(failure.bin)];
    return byIdle > 0 ? byIdle : unseenScale[failure.mode.column()] * expected;
  }

  /** Chance that a late or first use is stopped by a session that nobody recorded. */
  private double expectedUnseen(FailureMode mode) {
    ReuseHazard hazard = hazards.of(mode);
    return hazard == null
        ? 0
        : hazard.exists() * hazard.chance() * unseen.within(hazard.quantile(0.5));
  }

  private double explain(Failure failure, double dead) {
    FailureMode mode = failure.mode;
    double up = Math.max(LEAST, up(mode, failure.lost));
    double pathFails = mode == FailureMode.NO_ANSWER ? dead : 0;
    ReuseHazard.Outlook outlook = outlook(failure, up, pathFails);
    double fails = failure.down + (1 - failure.down) * outlook.fails();
    failure.stops = outlook.stops();
    failure.failsAlive = fails;
    double down = failure.down / fails;
    double stopped = (1 - down) * outlook.stops() / outlook.fails();
    failure.stopped = Math.min(1, stopped);
    Failure previous = failure.previous;
    failure.session =
        previous != null && previous.stopped > PERHAPS
            ? previous.session
            : failure.idle == Use.UNKNOWN ? Long.MIN_VALUE : failure.start - failure.idle;
    failure.judgement =
        new Judgement(
            (1 - down) * outlook.reuse(),
            down * (1 - pathFails),
            background(mode, failure.lost, failure.down),
            failure.freshAround);
    return fails;
  }

  private ReuseHazard.Outlook outlook(Failure failure, double up, double dead) {
    ReuseHazard hazard = hazards.of(failure.mode);
    double b = dead + (1 - dead) * up;
    if (hazard == null) {
      boolean untried = failure.past == Failure.Past.EARLY && !compared.anyReuse();
      return untried ? stoppedBy(PERHAPS, b) : new ReuseHazard.Outlook(0, b, 0);
    }
    Failure previous = failure.previous;
    boolean alike = previous != null && previous.mode == failure.mode;
    double before = previous != null && alike ? previous.stopped : 0;
    double again = refreshed[failure.mode.column()];
    if (failure.past != Failure.Past.UNKNOWN) {
      double byUnseen = hazard.exists() * unseenByIdle[failure.mode.column()][group(failure.bin)];
      return failure.bin < hazard.above() || byUnseen == 0
          ? hazard.of(
              failure.bin,
              up,
              before,
              sessionBin(previous, failure.start, failure.bin),
              again,
              dead)
          : stoppedBy(byUnseen, b);
    }
    ReuseHazard.Outlook early =
        hazard.of(hazard.lowest(), up, before, hazard.lowest(), again, dead);
    return stoppedBy(PERHAPS * early.stops(), b);
  }

  /** Beyond the lifetime only what nobody recorded stops a connect. */
  private static ReuseHazard.Outlook stoppedBy(double stops, double background) {
    double fails = stops + (1 - stops) * background;
    return new ReuseHazard.Outlook(stops, fails, stops * (1 - background) / fails);
  }

  /**
   * Whether tries that a session stops count as its packets: told by tuples that worked again in
   * the end, whose paths are not dead.
   */
  private void findRefreshed() {
    double[] log = new double[FailureMode.COUNT];
    Arrays.fill(log, Math.log(REFRESHED / (1 - REFRESHED)));
    for (Failure end : course.failures()) {
      if (end.revivedAt != Long.MIN_VALUE) {
        int mode = end.mode.column();
        log[mode] += Math.log(1 - again(end, 1)) - Math.log(1 - again(end, 0));
        for (Failure f = end; f.previous != null && f.previous.mode == f.mode; f = f.previous) {
          log[mode] += Math.log(failsAgain(f, 1)) - Math.log(failsAgain(f, 0));
        }
      }
    }
    for (int mode = 0; mode < log.length; mode++) {
      refreshed[mode] = log[mode] > 0 ? 1 : 0;
    }
  }

  /** Of the time since the session's last packet that may have stopped the tuple's last use. */
  private int sessionBin(@Nullable Failure previous, long now, int bin) {
    return previous == null || previous.session == Long.MIN_VALUE
        ? bin
        : bins.of(Math.max(0, now - previous.session));
  }

  private double again(Failure end, double counts) {
    ReuseHazard hazard = hazards.of(end.mode);
    double up = Math.max(LEAST, up(end.mode, end.lost));
    return hazard == null
        ? up
        : Math.min(
            .999,
            hazard
                .of(
                    end.revivedBin,
                    up,
                    end.stopped,
                    sessionBin(end, end.revivedAt, end.revivedBin),
                    counts,
                    0)
                .fails());
  }

  private double failsAgain(Failure failure, double counts) {
    ReuseHazard hazard = hazards.of(failure.mode);
    double up = Math.max(LEAST, up(failure.mode, failure.lost));
    double before = failure.previous == null ? 0 : failure.previous.stopped;
    double fails =
        hazard == null
            ? up
            : hazard
                .of(
                    failure.bin,
                    up,
                    before,
                    sessionBin(failure.previous, failure.start, failure.bin),
                    counts,
                    0)
                .fails();
    return failure.down + (1 - failure.down) * fails;
  }

  private void judge() {
    for (Failure failure : course.failures()) {
      explain(failure, failure.dead);
    }
  }

  ReuseHazards hazards() {
    return hazards;
  }

  /** Of a failure that was added. */
  Judgement of(Use failure) {
    int low = 0;
    int high = byId.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Failure f = byId[middle];
      int order = Long.compare(f.jvmId, failure.jvmId());
      order = order != 0 ? order : Long.compare(f.connectionNumber, failure.connectionNumber());
      if (order == 0) {
        return f.judgement;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new IllegalArgumentException("not a failure of this destination");
  }
}
