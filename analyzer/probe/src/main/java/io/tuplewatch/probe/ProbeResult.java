package io.tuplewatch.probe;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a probe found.
 *
 * @param destination resolved
 * @param from when it began
 * @param to when it ended
 * @param connects how many connects it made
 * @param answered whether any connect from a never-used port was answered
 * @param trials of the gaps that were asked for
 * @param firstFailures first connects from never-used ports that failed
 * @param bracket of the lifetime; null if it was not looked for
 * @param restart null if it was not looked for, or no lifetime was found
 * @param end why it ended
 */
public record ProbeResult(
    InetSocketAddress destination,
    Instant from,
    Instant to,
    int connects,
    boolean answered,
    List<Trial> trials,
    List<Attempt> firstFailures,
    LifetimeSearch.@Nullable Bracket bracket,
    @Nullable RestartTest restart,
    Timetable.End end) {

  /** By gap and way of closing, shortest gap first. O(trials log trials). */
  public List<GapResult> gaps() {
    return GapResult.of(trials);
  }

  /** Ways of closing against each other, by gap. */
  public List<ClosingComparison> closings() {
    return ClosingComparison.of(gaps());
  }

  /** Whether a gap has this verdict. */
  public boolean anyVerdict(GapResult.Verdict verdict) {
    return gaps().stream().anyMatch(gap -> gap.verdict() == verdict);
  }

  /** Whether reuse fails or is delayed: at a gap, or in the search for the lifetime. */
  public boolean reuseFails() {
    boolean bracketed = bracket != null && bracket.failed() != null;
    return bracketed
        || anyVerdict(GapResult.Verdict.REUSE_FAILS)
        || anyVerdict(GapResult.Verdict.REUSE_DELAYED);
  }

  /** All trials, those of the search for the lifetime too. */
  public List<Trial> allTrials() {
    Stream<Trial> searched = bracket == null ? Stream.of() : bracket.trials().stream();
    return Stream.concat(trials.stream(), searched).toList();
  }

  /** Trials of which the reused port was stopped and the never-used one not, longest gap first. */
  public List<Trial> stoppedReuses() {
    return allTrials().stream()
        .filter(trial -> trial.reused().stopped() && !trial.fresh().stopped())
        .sorted(Comparator.comparing(Trial::gap).reversed())
        .toList();
  }

  /** First connections that were not closed as they should have been. */
  public int closedOtherwise() {
    return (int)
        allTrials().stream().filter(trial -> trial.closing() != trial.plan().closing()).count();
  }
}
