package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.causes.FailedConnect.Past;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import org.jspecify.annotations.Nullable;

/** Failed connects for tests: no answer to two SYNs. */
final class Failures {

  private Failures() {}

  /** A first use that failed. */
  static FailedConnect first(int number, long second) {
    return of(number, second, Past.FRESH, IdleBins.NEVER_USED, null);
  }

  /** A late reuse that failed. */
  static FailedConnect late(int number, long second, int bin) {
    return of(number, second, Past.FRESH, bin, null);
  }

  /** An early reuse that failed. */
  static FailedConnect early(int number, long second, int bin) {
    return of(number, second, Past.EARLY, bin, null);
  }

  static FailedConnect of(
      int number, long second, Past past, int bin, @Nullable FailedConnect previous) {
    return new FailedConnect(
        number,
        (int) second,
        second * ComparedConnects.SECOND,
        FailureMode.NO_ANSWER,
        previous == null,
        past,
        2,
        bin,
        bin == IdleBins.NEVER_USED ? Long.MIN_VALUE : 1,
        previous,
        Long.MIN_VALUE);
  }
}
