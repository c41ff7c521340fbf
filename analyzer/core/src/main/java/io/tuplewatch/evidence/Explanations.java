package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What made each failure of one destination. Four explanations compete: the moment ({@link
 * Conditions}), the tuple's path ({@link DeadPaths}), a session of an earlier use ({@link
 * ReuseHazard}), and what neither explains ({@link LoneFailures}). Each is found with what the
 * others leave, twice. Add connects in time order. Not thread-safe.
 */
final class Explanations {

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

  /** Before anything is seen: a try that a session stops counts as a packet of it. */
  private static final double REFRESHED = .6;

  /** Chance that the path is dead of a tuple that fails to the end. */
  private static final double PERHAPS_DEAD = .05;

  private static final double HARDLY_WORKS = .999;

  private final IdleBins bins;
  private final ComparedConnects compared;
  private final DeadPaths deadPaths = new DeadPaths();
  private final UnknownPasts unknownPasts;
  private final ReuseHazards hazards;
  private final Map<FailureMode, Background> backgrounds = new EnumMap<>(FailureMode.class);
  private final double[] refreshed = new double[FailureMode.COUNT];
  private FailureLog log;
  private UnseenUses unseen;
  private List<Failure> explained = List.of();

  Explanations(IdleBins bins, ComparedConnects compared) {
    this.bins = bins;
    this.compared = compared;
    this.hazards = new ReuseHazards(compared);
    this.unknownPasts = new UnknownPasts(bins);
    this.log = new FailureLog(bins);
    this.unseen = new UnseenUses(bins, 0);
    for (FailureMode mode : FailureMode.values()) {
      backgrounds.put(mode, new Background(mode));
    }
    Arrays.fill(refreshed, 1);
  }

  /** Takes a connect that worked or failed. */
  void add(Connect connect) {
    deadPaths.add(connect);
    unknownPasts.add(connect);
    log.add(connect);
  }

  /**
   * Explains all failures, and lets go of everything else.
   *
   * @param uses what nobody recorded
   */
  void infer(UnseenUses uses) {
    unseen = uses;
    log.complete();
    findConditions(true);
    hazards.infer(backgrounds.values(), new UnseenUses(bins, 0));
    findRefreshed();
    findPaths();
    findPaths();
    findConditions(false);
    hazards.infer(backgrounds.values(), unseen);
    findRefreshed();
    findPaths();
    failures().forEach(failure -> explain(failure, failure.dead));
    explained = failures();
    backgrounds.values().forEach(Background::forget);
    log = new FailureLog(bins);
  }

  private List<Failure> failures() {
    return log.course().failures();
  }

  private Background background(FailureMode mode) {
    return Objects.requireNonNull(backgrounds.get(mode));
  }

  private LoneFailures lone(FailureMode mode) {
    return background(mode).lone();
  }

  private void findConditions(boolean first) {
    double[] otherwise =
        failures().stream().mapToDouble(f -> first ? guess(f) : otherwise(f)).toArray();
    backgrounds.values().forEach(background -> background.find(log.course(), otherwise));
  }

  private double guess(Failure failure) {
    return switch (failure.past) {
      case EARLY -> 1;
      case FRESH ->
          failure.previous == null
              ? Math.max(2 * LoneFailures.LONE, unseen.within(IdleBins.AT_TIMEOUT))
              : PERHAPS;
      case UNKNOWN -> PERHAPS;
    };
  }

  private double otherwise(Failure failure) {
    boolean together = failure.past != Failure.Past.FRESH;
    double stops = together ? Math.pow(failure.stops, TOGETHER) : failure.stops;
    return 1 - (1 - stops) * (1 - failure.dead) * (1 - lone(failure.mode).lone());
  }

  /** Dead paths, then what is left for unseen uses and lone failures. */
  private void findPaths() {
    failures().forEach(failure -> explain(failure, 0));
    deadPaths.infer(failures());
    backgrounds.values().forEach(this::findLone);
    backgrounds.values().forEach(this::findUnknownPasts);
  }

  private void findUnknownPasts(Background background) {
    ReuseHazard hazard = hazards.of(background.mode());
    if (hazard != null) {
      unknownPasts.find(
          background.mode(),
          hazard.exists() * hazard.chance(),
          background.failures(),
          failure -> failure.dead + (1 - failure.dead) * background.whileUp(failure));
    }
  }

  private void findLone(Background background) {
    ReuseHazard hazard = hazards.of(background.mode());
    int from = hazard == null || hazard.exists() < PERHAPS ? IdleBins.AT_TIMEOUT : hazard.above();
    background
        .lone()
        .find(
            background.failures(),
            compared.cells(),
            Math.min(IdleBins.AT_TIMEOUT, from),
            expectedUnseen(background.mode()));
  }

  /** Chance that a late or first use is stopped by a session that nobody recorded. */
  private double expectedUnseen(FailureMode mode) {
    ReuseHazard hazard = hazards.of(mode);
    return hazard == null
        ? 0
        : hazard.exists() * hazard.chance() * unseen.within(hazard.quantile(0.5));
  }

  /** Sets what is found of a failure; {@code dead}: the chance that its path is. */
  private void explain(Failure failure, double dead) {
    FailureMode mode = failure.mode;
    double up = background(mode).whileUp(failure);
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
            (1 - down) * (1 - outlook.reuse()) * lone(mode).share(failure.lost, pathFails),
            background(mode).of(failure),
            failure.freshAround);
  }

  private ReuseHazard.Outlook outlook(Failure failure, double up, double dead) {
    ReuseHazard hazard = hazards.of(failure.mode);
    double b = dead + (1 - dead) * up;
    if (hazard == null) {
      boolean untried = failure.past != Failure.Past.FRESH && !compared.anyReuse();
      return untried ? stoppedBy(PERHAPS, b) : new ReuseHazard.Outlook(0, b, 0);
    }
    Failure previous = failure.previous;
    boolean alike = previous != null && previous.mode == failure.mode;
    double before = previous != null && alike ? previous.stopped : 0;
    double again = refreshed[failure.mode.column()];
    if (failure.past != Failure.Past.UNKNOWN) {
      double byUnseen = hazard.exists() * lone(failure.mode).byUnseen(failure.bin);
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
    return stoppedBy(unknownPasts.stops(failure), b);
  }

  /** Beyond the lifetime only what nobody recorded stops a connect. */
  private static ReuseHazard.Outlook stoppedBy(double stops, double background) {
    double fails = stops + (1 - stops) * background;
    return new ReuseHazard.Outlook(stops, fails, stops * (1 - background) / fails);
  }

  /**
   * Whether tries that a session stops count as its packets: told by when tuples fail again, and
   * when they work again. The path of one that never did may be dead.
   */
  private void findRefreshed() {
    failures().forEach(failure -> explain(failure, 0));
    double[] odds = new double[FailureMode.COUNT];
    Arrays.fill(odds, Math.log(REFRESHED / (1 - REFRESHED)));
    for (Failure last : failures()) {
      ReuseHazard hazard = hazards.of(last.mode);
      if (last.next == null && hazard != null) {
        odds[last.mode.column()] += oddsOfRefreshed(hazard, last);
      }
    }
    for (int mode = 0; mode < odds.length; mode++) {
      refreshed[mode] = odds[mode] > 0 ? 1 : 0;
    }
  }

  /** Logarithm; of the last failures of one tuple, after which it may have worked again. */
  private double oddsOfRefreshed(ReuseHazard hazard, Failure last) {
    double refreshes = 1;
    double keeps = 1;
    Failure failure = last;
    Failure before = failure.previous;
    while (before != null && before.mode == failure.mode) {
      int from = sessionBin(before, failure.start, failure.bin);
      refreshes *= fails(hazard, failure, before, failure.bin, from, 1);
      keeps *= fails(hazard, failure, before, failure.bin, from, 0);
      failure = before;
      before = failure.previous;
    }
    if (last.revivedAt == Long.MIN_VALUE) {
      double dead = Math.max(PERHAPS_DEAD, last.dead);
      return Math.log(dead + (1 - dead) * refreshes) - Math.log(dead + (1 - dead) * keeps);
    }
    int revivedFrom = sessionBin(last, last.revivedAt, last.revivedBin);
    return Math.log(refreshes)
        - Math.log(keeps)
        + Math.log(1 - fails(hazard, last, last, last.revivedBin, revivedFrom, 1))
        - Math.log(1 - fails(hazard, last, last, last.revivedBin, revivedFrom, 0));
  }

  /** Chance that a use around the time of one failure, after another, fails. */
  private double fails(
      ReuseHazard hazard, Failure around, Failure after, int bin, int sessionBin, double again) {
    double up = background(around.mode).whileUp(around);
    double fails = hazard.of(bin, up, after.stopped, sessionBin, again, 0).fails();
    return Math.min(HARDLY_WORKS, around.down + (1 - around.down) * fails);
  }

  /** Of the time since the session's last packet that may have stopped the tuple's last use. */
  private int sessionBin(@Nullable Failure previous, long now, int bin) {
    return previous == null || previous.session == Long.MIN_VALUE
        ? bin
        : bins.of(Math.max(0, now - previous.session));
  }

  ReuseHazards hazards() {
    return hazards;
  }

  /** Of a failure that was added. O(log n). */
  Judgement of(int place) {
    return FailureLog.find(explained, place).judgement;
  }
}
