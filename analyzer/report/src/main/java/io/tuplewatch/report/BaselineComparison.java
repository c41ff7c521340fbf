package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.counts.Interval;
import org.jspecify.annotations.Nullable;

/**
 * An analysis beside an earlier one: did a change help? Two recordings are two times; what else
 * changed between them is not known, so this is a difference and no proof.
 *
 * @param from earliest event of the baseline, epoch ns; 0 if it had none
 * @param to its latest event, epoch ns
 * @param firewallTimeoutMs what it was analyzed with
 * @param sameFirewallTimeout whether early reuses are the same in both
 * @param isLater whether the baseline began after what is compared with it had ended
 */
public record BaselineComparison(
    long from,
    long to,
    double firewallTimeoutMs,
    boolean sameFirewallTimeout,
    boolean isLater,
    Share failures,
    Share earlyReuses,
    Share failedEarlyReuses,
    PerHour perHour) {

  /** Less than before, more, or neither for sure. */
  enum Change {
    LESS,
    MORE,
    NOT_CLEAR;

    /** {@code none}: the value that stands for no change. */
    static Change of(@Nullable Interval interval, double none) {
      if (interval == null || (interval.low() <= none && interval.high() >= none)) {
        return NOT_CLEAR;
      }
      return interval.high() < none ? LESS : MORE;
    }
  }

  /** A share of all connects, before and now; {@code failed} counts what it is the share of. */
  public record Share(Tally before, Tally now) {

    /** Now minus before (Newcombe), 0 to 1; null if there was no connect. */
    @Nullable Interval difference() {
      return before.connects() == 0 || now.connects() == 0
          ? null
          : Interval.difference(
              Interval.wilson(now.failed(), now.connects()),
              Interval.wilson(before.failed(), before.connects()));
    }

    Change change() {
      return Change.of(difference(), 0);
    }
  }

  /** Failures in a time, before and now. */
  public record PerHour(long failed, long nanos, long failedNow, long nanosNow) {

    private static final double HOUR = 3600e9;

    double before() {
      return failed * HOUR / nanos;
    }

    double now() {
      return failedNow * HOUR / nanosNow;
    }

    /**
     * How many times as many an hour now, from the share of now in all failures (Przyborowski and
     * Wilenski, Biometrika 31, 1940; Wilson's interval); null if nothing failed, or in no time.
     */
    @Nullable Interval ratio() {
      if (failed + failedNow == 0 || nanos <= 0 || nanosNow <= 0) {
        return null;
      }
      Interval share = Interval.wilson(failedNow, failed + failedNow);
      double times = (double) nanos / nanosNow;
      return new Interval(
          times * odds(share.estimate()), times * odds(share.low()), times * odds(share.high()));
    }

    private static double odds(double share) {
      return share / (1 - share);
    }

    Change change() {
      return Change.of(ratio(), 1);
    }
  }
}
