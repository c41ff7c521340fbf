package io.tuplewatch.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Whether a connect that a kept session stopped restarts the firewall's timer. Two kinds of trials
 * of the same gap, a little longer than sessions are kept: with and without a connect in between.
 * If both work, the one in between changed nothing; if only those with it fail, it restarts the
 * timer.
 *
 * @param trials those of which the connect in between failed, and the others
 */
public record RestartTest(List<Trial> trials) {

  private static final int OF_EACH = 3;
  private static final double BETWEEN = 0.7;
  private static final double LONGER = 1.15;

  /** What the trials say. */
  public enum Answer {
    RESTARTS,
    DOES_NOT_RESTART,
    CANNOT_TELL
  }

  /**
   * Makes the trials, all at once.
   *
   * @param failed the longest gap after which reuse failed
   * @param worked the shortest after which it worked, above {@code failed} and below 1.4 times it
   * @throws InterruptedException if the thread is
   */
  public static RestartTest make(Trials trials, Closing closing, Duration failed, Duration worked)
      throws InterruptedException {
    Duration gap = scaled(worked, LONGER);
    List<TrialPlan> plans = new ArrayList<>();
    plans.addAll(
        Collections.nCopies(OF_EACH, new TrialPlan(gap, closing, scaled(failed, BETWEEN))));
    plans.addAll(Collections.nCopies(OF_EACH, new TrialPlan(gap, closing)));
    return new RestartTest(
        trials.make(plans).stream()
            .filter(Trial::compares)
            .filter(trial -> !trial.fresh().stopped())
            .filter(trial -> trial.between() == null || trial.between().answer().failed())
            .toList());
  }

  private static Duration scaled(Duration span, double factor) {
    return Duration.ofNanos((long) (span.toNanos() * factor));
  }

  /** Asks for all of a kind to agree, and two of each at least. */
  public Answer answer() {
    List<Boolean> with = failed(true);
    List<Boolean> without = failed(false);
    if (with.size() < 2 || without.size() < 2 || without.contains(true)) {
      return Answer.CANNOT_TELL;
    } else if (!with.contains(false)) {
      return Answer.RESTARTS;
    }
    return with.contains(true) ? Answer.CANNOT_TELL : Answer.DOES_NOT_RESTART;
  }

  private List<Boolean> failed(boolean withOneBetween) {
    return trials.stream()
        .filter(trial -> Objects.nonNull(trial.between()) == withOneBetween)
        .map(trial -> trial.reused().stopped())
        .toList();
  }
}
