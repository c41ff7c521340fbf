package io.tuplewatch.samples.churn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes SIGTERM and SIGINT stop the work and then wait, at most 5 s, until it is done; only then
 * the JVM goes on to end.
 */
final class EndSignal {

  private static final int GRACE_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private EndSignal(Runnable stop) {
    hook = new Thread(() -> stopAndWait(stop), "churn-end-signal");
  }

  /**
   * @param stop asks the work to end; it must return at once
   */
  static EndSignal stopping(Runnable stop) {
    EndSignal signal = new EndSignal(stop);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** The work is done, and all it had to write is written. */
  void workDone() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // the hook is running and will see that the work is done
    }
  }

  private void stopAndWait(Runnable stop) {
    stop.run();
    try {
      if (!done.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("churn: ended before all work had stopped; the log may be cut short");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
