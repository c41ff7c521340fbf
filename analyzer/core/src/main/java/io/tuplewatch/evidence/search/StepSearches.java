package io.tuplewatch.evidence.search;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout.Step;
import io.tuplewatch.reuse.UsesByDestination;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of time in which some connects to a destination failed and others did not: all that
 * {@link TimeoutSearch} looks at, of one part of the recordings or of several. Immutable.
 */
public final class StepSearches implements Serializable {

  private static final long serialVersionUID = 1;

  /** Where the bins lie does not depend on the timeout that is looked for. */
  static final IdleBins BINS = new IdleBins(Duration.ofHours(1).toNanos());

  /** By {@link FailureMode#column}; in order, so that sums do not depend on how they were read. */
  private final NavigableMap<Destination, List<StepSearch>> destinations =
      new ConcurrentSkipListMap<>();

  private final long longestHistory;

  private StepSearches(long longestHistory) {
    this.longestHistory = longestHistory;
  }

  /** O(n), on all processors. */
  public static StepSearches of(ClassifiedUses uses) {
    StepSearches searches = new StepSearches(longestHistory(uses));
    new UsesByDestination(uses)
        .forEach(
            number -> true,
            number -> new BlocksByUse(BINS),
            (blocks, index) -> add(uses, index, blocks),
            (blocks, number) -> {
              blocks.end();
              if (blocks.any()) {
                Destination destination = Destination.of(uses.all().key(number, 0));
                searches.destinations.put(destination, blocks.byMode());
              }
            });
    return searches;
  }

  private static void add(ClassifiedUses uses, int index, BlocksByUse blocks) {
    AttemptResult result = uses.result(index);
    if (result.judged() && uses.idleKnown(index)) {
      FailureMode mode =
          result == AttemptResult.FAILED
              ? FailureMode.of(uses.all().outcome(uses.row(index)))
              : null;
      blocks.add(uses, index, mode == null ? -1 : mode.column());
    }
  }

  /** Those of that part and of this one, which have no destination in common. */
  public StepSearches and(StepSearches other) {
    StepSearches both = new StepSearches(Math.max(longestHistory, other.longestHistory));
    both.destinations.putAll(destinations);
    both.destinations.putAll(other.destinations);
    return both;
  }

  /** The longest unbroken recording before a connect, ns. */
  long longestHistory() {
    return longestHistory;
  }

  private static long longestHistory(ClassifiedUses uses) {
    return InParallel.mapRanges(uses.size(), range -> longestHistory(uses, range)).stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static long longestHistory(ClassifiedUses uses, InParallel.Range range) {
    long longest = 0;
    for (int index = range.from(); index < range.to(); index++) {
      long history = uses.history(index);
      longest = history < Long.MAX_VALUE ? Math.max(longest, history) : longest;
    }
    return longest;
  }

  /** The longest of all kinds of failure, of one destination or of all together. */
  @Nullable Step longestStep() {
    return InParallel.map(FailureMode.COUNT, this::longestStep).stream()
        .reduce(null, StepSearches::longer);
  }

  private @Nullable Step longestStep(int mode) {
    StepSearch all = new StepSearch(BINS);
    destinations.values().forEach(byMode -> all.addAll(byMode.get(mode)));
    Step longest = all.find();
    if (destinations.size() > 1) {
      for (List<StepSearch> byMode : destinations.values()) {
        longest = longer(longest, byMode.get(mode).find());
      }
    }
    return longest;
  }

  private static @Nullable Step longer(@Nullable Step one, @Nullable Step other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.highNanos() >= other.highNanos() ? one : other;
  }
}
