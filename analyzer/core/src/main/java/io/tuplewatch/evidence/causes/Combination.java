package io.tuplewatch.evidence.causes;

import io.tuplewatch.connection.Use;
import io.tuplewatch.evidence.counts.FailureMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the models together say of each failure: the chances to fail by each of them, and Bayes'
 * rule. Failures are taken in time order, since a session that stopped a tuple's last try may still
 * be there. Arrays are by failure. Immutable once made.
 */
final class Combination {

  /**
   * What reuse has to do with a failure where no reuse of a tuple that had worked shows what it
   * does: even chances.
   */
  private static final double PERHAPS = 0.5;

  private final Models models;
  private final double[] stops;
  private final double[] fails;
  private final double[] stopped;
  private final double[] down;
  private final double[] reuse;

  /**
   * When the session that may have stopped it had its last packet, if tries that it stops do not
   * count as one; Long.MIN_VALUE if there was no use.
   */
  private final long[] session;

  private Combination(int failures, Models models) {
    this.models = models;
    this.stops = new double[failures];
    this.fails = new double[failures];
    this.stopped = new double[failures];
    this.down = new double[failures];
    this.reuse = new double[failures];
    this.session = new long[failures];
  }

  /** Combines models. O(failures). */
  static Combination of(List<FailedConnect> inTimeOrder, Models models) {
    Combination combination = new Combination(inTimeOrder.size(), models);
    inTimeOrder.forEach(combination::add);
    return combination;
  }

  private void add(FailedConnect failure) {
    int number = failure.number();
    Background background = models.background(failure.mode());
    double isDown = background.down(failure);
    ReuseHazard.Outlook outlook = outlook(failure, background.whileUp(failure), dead(failure));
    stops[number] = outlook.stops();
    fails[number] = isDown + (1 - isDown) * outlook.fails();
    down[number] = isDown / fails[number];
    reuse[number] = outlook.reuse();
    stopped[number] = Math.min(1, (1 - down[number]) * outlook.stops() / outlook.fails());
    session[number] = session(failure);
  }

  private double dead(FailedConnect failure) {
    return failure.mode() == FailureMode.NO_ANSWER ? models.dead()[failure.number()] : 0;
  }

  private long session(FailedConnect failure) {
    FailedConnect previous = failure.previous();
    if (previous != null && stopped[previous.number()] > PERHAPS) {
      return session[previous.number()];
    }
    return failure.idle() == Use.UNKNOWN ? Long.MIN_VALUE : failure.start() - failure.idle();
  }

  private ReuseHazard.Outlook outlook(FailedConnect failure, double up, double dead) {
    ReuseHazard hazard = models.hazards().hazard(failure.mode());
    double otherwise = dead + (1 - dead) * up;
    boolean fresh = failure.past() == FailedConnect.Past.FRESH;
    if (hazard == null) {
      return stoppedBy(fresh || models.anyReuse() ? 0 : PERHAPS, otherwise);
    }
    if (failure.past() == FailedConnect.Past.CENSORED) {
      return stoppedBy(models.censored()[failure.number()], otherwise);
    }
    double byUnrecorded =
        hazard.exists() * models.background(failure.mode()).residual().byUnrecorded();
    if (failure.bin() >= hazard.above() && byUnrecorded > 0) {
      return stoppedBy(byUnrecorded, otherwise);
    }
    FailedConnect previous = failure.previous();
    boolean alike = previous != null && previous.mode() == failure.mode();
    return hazard.outlook(
        failure.bin(),
        up,
        previous != null && alike ? stopped[previous.number()] : 0,
        sessionBin(previous, failure.start(), failure.bin()),
        models.refreshes()[failure.mode().column()] ? 1 : 0,
        dead);
  }

  /** Beyond the lifetime only what nobody recorded stops a connect. */
  private static ReuseHazard.Outlook stoppedBy(double stops, double background) {
    double fails = stops + (1 - stops) * background;
    return new ReuseHazard.Outlook(stops, fails, stops * (1 - background) / fails);
  }

  /**
   * The bin of the time since the last packet of the session that may have stopped a tuple's
   * previous use.
   *
   * @param previous null if that had not failed
   * @param bin of the idle time
   */
  int sessionBin(@Nullable FailedConnect previous, long now, int bin) {
    return previous == null || session[previous.number()] == Long.MIN_VALUE
        ? bin
        : models.bins().bin(Math.max(0, now - session[previous.number()]));
  }

  /** Chance to be stopped by a session of an earlier use, this failure aside. */
  double stops(FailedConnect failure) {
    return stops[failure.number()];
  }

  /** Chance that a session stopped it. */
  double stopped(FailedConnect failure) {
    return stopped[failure.number()];
  }

  /** By failure, the chance to fail as it did. */
  double[] fails() {
    return fails;
  }

  /**
   * The probabilities of the causes of a failure. Neither loss nor a dead path explains it where
   * connects that worked contradict the loss, nor a dead path one failure of a tuple.
   */
  CausePosterior posterior(FailedConnect failure, int freshAround) {
    int number = failure.number();
    Background background = models.background(failure.mode());
    double up = 1 - down[number];
    boolean borneOut = background.isLossBorneOut();
    double lost = borneOut ? background.lost(failure) : 0;
    double surelyDead = borneOut && failure.previous() != null ? dead(failure) : 0;
    double notReuse = up * (1 - reuse[number]);
    double residual = background.residual().share();
    double all = residual + lost + surelyDead;
    return new CausePosterior(
        up * reuse[number],
        down[number] * (1 - dead(failure)),
        notReuse * residual / all,
        notReuse * surelyDead / all,
        background.chance(failure),
        freshAround);
  }
}
