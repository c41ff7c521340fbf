package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Tuples that got no answer and were tried again after the firewall's timeout: those whose path is
 * dead fail again. Memory grows with them. Not thread-safe.
 */
final class DeadPaths {

  /** Before anything was tried again: one in twenty stays dead. */
  private static final double PRIOR_FAILURES = 0.1;

  private static final double PRIOR_TRIES = 2;

  private record Retry(long first, boolean workedBefore, boolean failedAgain) {}

  private final List<Retry> retries = new ArrayList<>();

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    Use previous = connect.previous();
    if (connect.kind() == UseKind.LATE_REUSE
        && previous != null
        && !previous.connected()
        && FailureMode.of(previous) == FailureMode.NO_ANSWER) {
      retries.add(new Retry(previous.start(), connect.workedBefore(), connect.failed()));
    }
  }

  /**
   * Chance that a tuple's path is dead, 0 to 1: of those that failed, not in an outage, more failed
   * again than the background explains.
   *
   * @param worked of tuples that had worked, or of those that had not
   * @param noAnswer the failures without an answer
   */
  double chance(boolean worked, FailureRuns noAnswer) {
    long tried = 0;
    long failed = 0;
    for (Retry retry : retries) {
      if (retry.workedBefore() == worked && noAnswer.down(retry.first()) < 0.5) {
        tried++;
        failed += retry.failedAgain() ? 1 : 0;
      }
    }
    double background = noAnswer.overall();
    double again = (failed + PRIOR_FAILURES) / (tried + PRIOR_TRIES);
    return background * Math.max(0, again - background) / (1 - background);
  }
}
