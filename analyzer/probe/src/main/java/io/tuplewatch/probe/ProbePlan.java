package io.tuplewatch.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a probe is to do.
 *
 * @param gaps to try, each above 0; may be empty if a lifetime is looked for
 * @param closings how previous connections are closed, at least one; the first is that of the
 *     search
 * @param trials of each gap and way of closing, at least 1
 * @param search between which gaps the lifetime is looked for; null if it is not
 * @param limits what is never exceeded
 * @param seed of all draws
 */
public record ProbePlan(
    List<Duration> gaps,
    List<Closing> closings,
    int trials,
    @Nullable Search search,
    Limits limits,
    long seed) {

  /**
   * Gaps between which the lifetime is looked for.
   *
   * @param shortest above 0
   * @param longest at least {@code shortest}
   */
  public record Search(Duration shortest, Duration longest) {}

  /** A search may have to try a gap again, and ends with six trials of whether timers restart. */
  private static final int RESTART_CONNECTS = 2 * 3 * 4;

  /** The trials of the gaps. */
  List<TrialPlan> trialPlans() {
    List<TrialPlan> plans = new ArrayList<>();
    for (Duration gap : gaps) {
      for (Closing closing : closings) {
        for (int i = 0; i < trials; i++) {
          plans.add(new TrialPlan(gap, closing));
        }
      }
    }
    return plans;
  }

  /** How many connects it makes, if none has to be repeated. */
  public int connects() {
    int tries =
        search == null ? 0 : LifetimeSearch.expectedTries(search.shortest(), search.longest());
    int searching = search == null ? 0 : 3 * tries + RESTART_CONNECTS;
    return 3 * gaps.size() * closings.size() * trials + searching;
  }

  /** How long it takes at the most, if no connect has to wait. */
  public Duration duration() {
    Duration longest = gaps.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    Duration sending = limits.spacing().multipliedBy(connects());
    Duration searching =
        search == null
            ? Duration.ZERO
            : LifetimeSearch.longestTime(search.shortest(), search.longest())
                .plus(search.longest().multipliedBy(2));
    return longest.plus(sending).plus(searching);
  }

  /**
   * How many source ports it needs: of a trial one that is reused, its repeats, and a fresh one.
   */
  public int ports() {
    return connects() / 3 * (Trials.REPEATS + 2);
  }
}
