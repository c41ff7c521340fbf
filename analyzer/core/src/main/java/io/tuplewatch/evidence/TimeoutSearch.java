package io.tuplewatch.evidence;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.IdleTimeout.Source;
import io.tuplewatch.reuse.IdleTimeout.Step;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies all uses by the idle timeout that their failures show. One that the user gives is
 * taken unless they contradict it; where they show nothing it is the given one, or what the
 * recording has history for.
 */
public final class TimeoutSearch {

  /** Without anything to go by, a common firewall's. */
  private static final Duration USUAL = Duration.ofHours(1);

  /** A recording shows idle times up to a third of it. */
  private static final int PARTS = 3;

  /** Where no end is seen, tuples without a use in so much of the recording are compared with. */
  private static final int PARTS_WITHOUT_END = 4;

  private static final Duration LEAST = Duration.ofSeconds(1);

  /** Where nothing shows how long sessions last, nothing shorter is taken for long ago. */
  private static final Duration LEAST_ASSUMED = Duration.ofMinutes(5);

  /** Idle times are known to a part of a second only, and W is rather too long than too short. */
  private static final double ROOM = 1.1;

  /** A given W that is longer than failures show by this much, or less, does no harm. */
  private static final double NO_HARM = 1.5;

  private final ClassifiedUses uses;
  private final IdleBins bins = new IdleBins(USUAL.toNanos());

  private TimeoutSearch(ClassifiedUses uses) {
    this.uses = uses;
  }

  /**
   * The classified uses. O(n log n).
   *
   * @param given by the user, above 0; null if nothing
   */
  public static ReuseLog detect(ConnectionLog log, @Nullable Duration given) {
    ReuseLog first = ReuseDetector.detect(log, given == null ? USUAL : given);
    IdleTimeout timeout = new TimeoutSearch(first.uses()).timeout(given);
    return timeout.equals(first.timeout()) ? first : ReuseDetector.detect(log, timeout);
  }

  private IdleTimeout timeout(@Nullable Duration given) {
    Step step = step();
    Duration history = Duration.ofNanos(longestHistory());
    if (step == null) {
      return given == null ? assumed(history) : IdleTimeout.given(given);
    }
    if (given != null && holds(step, given.toNanos())) {
      return of(given, Source.GIVEN, given, step, history);
    }
    Duration found = step.withoutEnd() ? max(history, LEAST) : times(step.highNanos(), ROOM);
    return of(found, given == null ? Source.FOUND : Source.CONTRADICTED, given, step, history);
  }

  private static IdleTimeout assumed(Duration history) {
    Duration third = max(history.dividedBy(PARTS), LEAST_ASSUMED);
    Duration length = third.compareTo(USUAL) < 0 ? third : USUAL;
    return new IdleTimeout(length, Source.ASSUMED, null, null, length);
  }

  private static boolean holds(Step step, long nanos) {
    return nanos * ROOM >= step.lowNanos() && nanos <= NO_HARM * step.highNanos();
  }

  private static Duration times(long nanos, double factor) {
    return Duration.ofNanos((long) (nanos * factor));
  }

  private static IdleTimeout of(
      Duration length, Source source, @Nullable Duration given, Step step, Duration history) {
    Duration enough = max(history.dividedBy(PARTS_WITHOUT_END), LEAST);
    boolean shorter = step.withoutEnd() && enough.compareTo(length) < 0;
    return new IdleTimeout(length, source, given, step, shorter ? enough : length);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private long longestHistory() {
    return IntStream.range(0, uses.size())
        .parallel()
        .mapToLong(uses::history)
        .filter(history -> history < Long.MAX_VALUE)
        .max()
        .orElse(0);
  }

  /** The longest of all kinds of failure, of one destination or of all together. */
  private @Nullable Step step() {
    int destinations = uses.all().destinations();
    @Nullable StretchesByUse[] byNumber = new @Nullable StretchesByUse[destinations];
    int parts = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, destinations));
    IntStream.range(0, parts).parallel().forEach(part -> collect(byNumber, part, parts));
    return IntStream.range(0, FailureMode.COUNT)
        .parallel()
        .mapToObj(mode -> step(byNumber, mode))
        .reduce(null, TimeoutSearch::longer);
  }

  private void collect(@Nullable StretchesByUse[] byNumber, int part, int parts) {
    for (int place = 0; place < uses.size(); place++) {
      int number = uses.destination(place);
      AttemptResult result = uses.result(place);
      if (number % parts == part && result.judged() && uses.idleKnown(place)) {
        StretchesByUse stretches = byNumber[number];
        if (stretches == null) {
          stretches = new StretchesByUse(bins);
          byNumber[number] = stretches;
        }
        FailureMode mode =
            result == AttemptResult.FAILED
                ? FailureMode.of(uses.all().outcome(uses.row(place)))
                : null;
        stretches.add(uses.start(place), bin(place), mode == null ? -1 : mode.column());
      }
    }
    for (int number = part; number < byNumber.length; number += parts) {
      StretchesByUse stretches = byNumber[number];
      if (stretches != null) {
        stretches.end();
      }
    }
  }

  private int bin(int place) {
    return uses.neverSeen(place) ? IdleBins.NEVER_USED : bins.of(uses.idle(place));
  }

  private @Nullable Step step(@Nullable StretchesByUse[] byNumber, int mode) {
    StepSearch all = new StepSearch(bins);
    Step longest = null;
    int searched = 0;
    for (StretchesByUse stretches : byNumber) {
      if (stretches != null) {
        all.addAll(stretches.of(mode));
        searched++;
      }
    }
    Step together = all.find();
    if (searched > 1) {
      longest =
          Arrays.stream(byNumber)
              .filter(stretches -> stretches != null)
              .map(stretches -> stretches.of(mode).find())
              .reduce(null, TimeoutSearch::longer);
    }
    return longer(together, longest);
  }

  private static @Nullable Step longer(@Nullable Step one, @Nullable Step other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.highNanos() >= other.highNanos() ? one : other;
  }
}
