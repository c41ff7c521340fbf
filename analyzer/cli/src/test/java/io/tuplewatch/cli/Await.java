package io.tuplewatch.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody tells of, and leaves the processor to those it waits for. */
final class Await {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private Await() {}

  /** Asks until the answer is true; fails with what was said to be waited for, if it never is. */
  static void until(String what, Callable<Boolean> question) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!question.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never: " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
