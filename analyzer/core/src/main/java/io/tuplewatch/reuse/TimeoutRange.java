package io.tuplewatch.reuse;

import java.time.Duration;

/**
 * The idle timeouts W by which a classification comes out the same: nothing that was held against W
 * lies between them.
 *
 * @param above ns, 0 or more; W must be longer
 * @param to ns; W may be as long
 */
record TimeoutRange(long above, long to) {

  boolean holds(Duration timeout) {
    long nanos = timeout.toNanos();
    return above < nanos && nanos <= to;
  }

  TimeoutRange and(TimeoutRange other) {
    return new TimeoutRange(Math.max(above, other.above), Math.min(to, other.to));
  }
}
