package io.tuplewatch.evidence.search;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.reuse.IdleTimeout.Source;
import io.tuplewatch.reuse.IdleTimeout.Step;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.time.Duration;
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

  private TimeoutSearch() {}

  /**
   * The classified uses. O(n log n).
   *
   * @param given by the user, above 0; null if nothing
   */
  public static ReuseLog detect(ConnectionLog log, @Nullable Duration given) {
    ReuseDetector detector = ReuseDetector.of(log);
    ReuseLog first = detector.detect(first(given));
    IdleTimeout timeout = timeout(StepSearches.of(first.uses()), given);
    return timeout.equals(first.timeout()) ? first : detector.again(first, timeout);
  }

  /** By what is there before the search. */
  public static ReuseLog first(ConnectionLog log, @Nullable Duration given) {
    return ReuseDetector.detect(log, first(given));
  }

  private static IdleTimeout first(@Nullable Duration given) {
    return IdleTimeout.given(given == null ? USUAL : given);
  }

  /** The idle timeout that failures show, or the given one, or what there is history for. */
  public static IdleTimeout timeout(StepSearches failures, @Nullable Duration given) {
    Step step = failures.longestStep();
    Duration history = Duration.ofNanos(failures.longestHistory());
    if (step == null) {
      return given == null ? assumed(history) : IdleTimeout.given(given);
    }
    if (given != null && holds(step, given.toNanos())) {
      return of(given, Source.GIVEN, given, step, history);
    }
    Duration found =
        step.withoutEnd()
            ? max(history, LEAST)
            : Duration.ofNanos((long) (step.highNanos() * ROOM));
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

  private static IdleTimeout of(
      Duration length, Source source, @Nullable Duration given, Step step, Duration history) {
    Duration enough = max(history.dividedBy(PARTS_WITHOUT_END), LEAST);
    boolean shorter = step.withoutEnd() && enough.compareTo(length) < 0;
    return new IdleTimeout(length, source, given, step, shorter ? enough : length);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
