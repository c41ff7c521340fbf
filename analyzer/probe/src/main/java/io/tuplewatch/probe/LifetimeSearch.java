package io.tuplewatch.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the gap below which reuse fails, by bisection over gaps that grow by a fixed factor.
 * With n gaps that may bound the lifetime the truth is in one of n + 1 places, so no method needs
 * fewer than log2(n + 1) tries in the worst case; this one needs those, and two more to see each
 * end of the bracket again. A connect that is answered at a later SYN counts as stopped: its first
 * one was.
 */
public final class LifetimeSearch {

  /** Neighbouring gaps: the bracket is 15 % wide. */
  private static final double FACTOR = 1.15;

  /** How often a gap is tried that says nothing, for a never-used port failed as well. */
  private static final int ATTEMPTS = 3;

  /**
   * Between which gaps reuse begins to work.
   *
   * @param failed the longest gap, as it was, after which reuse failed; null if none did
   * @param worked the shortest gap, as it was, after which reuse worked; null if none did
   * @param sharp false if a shorter gap worked and a longer one failed: then sessions are not all
   *     kept equally long, and {@code worked} is shorter than {@code failed}
   * @param trials what was tried
   */
  public record Bracket(
      @Nullable Duration failed, @Nullable Duration worked, boolean sharp, List<Trial> trials) {}

  private final Trials trials;
  private final Closing closing;
  private final List<Duration> gaps;
  private final List<Trial> made = new ArrayList<>();

  /**
   * @param shortest above 0
   * @param longest at least {@code shortest}
   */
  public LifetimeSearch(Trials trials, Closing closing, Duration shortest, Duration longest) {
    this.trials = trials;
    this.closing = closing;
    this.gaps = grid(shortest, longest);
  }

  private static List<Duration> grid(Duration shortest, Duration longest) {
    double ratio = (double) longest.toNanos() / shortest.toNanos();
    int steps = (int) Math.ceil(Math.log(ratio) / Math.log(FACTOR) - 1e-9);
    List<Duration> gaps = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      double share = steps == 0 ? 0 : (double) i / steps;
      gaps.add(Duration.ofNanos((long) (shortest.toNanos() * Math.pow(ratio, share))));
    }
    return gaps;
  }

  /** The fewest tries that any method needs in the worst case: log2(gaps + 1), rounded up. */
  public static int fewestTries(Duration shortest, Duration longest) {
    return 32 - Integer.numberOfLeadingZeros(grid(shortest, longest).size());
  }

  /** How many tries this search makes, unless a gap has to be tried again. */
  public static int expectedTries(Duration shortest, Duration longest) {
    return fewestTries(shortest, longest) + 2;
  }

  /** How long the waiting takes at the most: all gaps of the bisection that ends at the longest. */
  public static Duration longestTime(Duration shortest, Duration longest) {
    List<Duration> gaps = grid(shortest, longest);
    Duration sum = longest.multipliedBy(2);
    for (int low = -1, high = gaps.size(); high - low > 1; low = (low + high) / 2) {
      sum = sum.plus(gaps.get((low + high) / 2));
    }
    return sum;
  }

  /**
   * Makes the tries, one after the other.
   *
   * @throws InterruptedException if the thread is
   */
  public Bracket find() throws InterruptedException {
    int failed = -1;
    int worked = gaps.size();
    while (worked - failed > 1) {
      int middle = (failed + worked) / 2;
      Boolean fails = fails(gaps.get(middle));
      if (fails == null) {
        return bracket();
      } else if (fails) {
        failed = middle;
      } else {
        worked = middle;
      }
    }
    if (failed >= 0) {
      fails(gaps.get(failed));
    }
    if (worked < gaps.size()) {
      fails(gaps.get(worked));
    }
    return bracket();
  }

  /** Null if it cannot be told, or the timetable is at its end. */
  private @Nullable Boolean fails(Duration gap) throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Trial> one = trials.make(List.of(new TrialPlan(gap, closing)));
      if (!one.isEmpty() && one.get(0).compares() && !one.get(0).fresh().stopped()) {
        made.add(one.get(0));
        return one.get(0).reused().stopped();
      } else if (trials.end() != Timetable.End.COMPLETE) {
        return null;
      }
    }
    return null;
  }

  private Bracket bracket() {
    Duration failed = null;
    Duration worked = null;
    for (Trial trial : made) {
      Duration gap = trial.gap();
      if (trial.reused().stopped()) {
        failed = failed == null || gap.compareTo(failed) > 0 ? gap : failed;
      } else {
        worked = worked == null || gap.compareTo(worked) < 0 ? gap : worked;
      }
    }
    boolean sharp = failed == null || worked == null || failed.compareTo(worked) < 0;
    return new Bracket(failed, worked, sharp, List.copyOf(made));
  }
}
