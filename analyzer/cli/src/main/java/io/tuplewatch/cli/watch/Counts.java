package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.events.Outcome;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of connects, in the words of an analysis: {@code connects} are those that worked or
 * failed. Not thread-safe.
 */
public final class Counts {

  private long connects;
  private long failures;
  private long earlyReuses;
  private long failedEarlyReuses;
  private long answeredLate;
  private final Map<Outcome, Long> failuresByOutcome = new EnumMap<>(Outcome.class);
  private final Map<AttemptResult, Long> apart = new EnumMap<>(AttemptResult.class);
  private @Nullable SeenConnect lastFailure;

  /** Takes one connect. */
  void add(SeenConnect connect) {
    if (!connect.judged()) {
      apart.merge(connect.result(), 1L, Long::sum);
      return;
    }
    connects++;
    earlyReuses += connect.earlyReuse() ? 1 : 0;
    failedEarlyReuses += connect.failedEarlyReuse() ? 1 : 0;
    answeredLate += connect.answeredLate() ? 1 : 0;
    if (connect.failed()) {
      failures++;
      failuresByOutcome.merge(connect.outcome(), 1L, Long::sum);
      lastFailure = connect;
    }
  }

  /** A copy that does not change. */
  Counts copy() {
    Counts copy = new Counts();
    copy.add(this);
    return copy;
  }

  /** Adds all of another. */
  void add(Counts more) {
    connects += more.connects;
    failures += more.failures;
    earlyReuses += more.earlyReuses;
    failedEarlyReuses += more.failedEarlyReuses;
    answeredLate += more.answeredLate;
    more.failuresByOutcome.forEach((o, count) -> failuresByOutcome.merge(o, count, Long::sum));
    more.apart.forEach((r, count) -> apart.merge(r, count, Long::sum));
    if (lastFailure == null
        || (more.lastFailure != null
            && more.lastFailure.use().wallTime() > lastFailure.use().wallTime())) {
      lastFailure = more.lastFailure;
    }
  }

  public long connects() {
    return connects;
  }

  public long failures() {
    return failures;
  }

  public long earlyReuses() {
    return earlyReuses;
  }

  /** Early reuses that failed although their tuple had worked before. */
  public long failedEarlyReuses() {
    return failedEarlyReuses;
  }

  /** Connects that worked, but not before their second or a later SYN was due. */
  public long answeredLate() {
    return answeredLate;
  }

  public Map<Outcome, Long> failuresByOutcome() {
    return failuresByOutcome;
  }

  /** Attempts in no failure rate, by result. */
  public Map<AttemptResult, Long> apart() {
    return apart;
  }

  /** Null if there was none. */
  public @Nullable SeenConnect lastFailure() {
    return lastFailure;
  }
}
