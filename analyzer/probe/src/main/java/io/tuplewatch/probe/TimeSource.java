package io.tuplewatch.probe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clock of a probe, so that tests need not wait. */
public interface TimeSource {

  /** The machine's clock. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the caller loops
        public void await(Object monitor, Instant time) throws InterruptedException {
          monitor.wait(Math.max(1, now().until(time, ChronoUnit.MILLIS) + 1));
        }
      };

  Instant now();

  /**
   * Returns at {@code time}, or earlier if the monitor, which the caller holds, is notified.
   *
   * @throws InterruptedException if the thread is
   */
  void await(Object monitor, Instant time) throws InterruptedException;
}
