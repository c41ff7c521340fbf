package io.tuplewatch.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Independent computations side by side; what comes out does not depend on the number of threads.
 */
public final class InParallel {

  private InParallel() {}

  /**
   * Computes the values of 0 .. count - 1, in this order.
   *
   * @param threads how many at once, 1 or more; they end with this call
   * @throws InterruptedException if the calling thread is; the computations are abandoned
   */
  public static <T> List<T> map(int count, int threads, IntFunction<T> value)
      throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads, InParallel::daemon);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(executor.submit(() -> value.apply(number)));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> future : futures) {
        values.add(get(future));
      }
      return values;
    } finally {
      executor.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "simulation");
    thread.setDaemon(true);
    return thread;
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a simulation failed: " + e.getCause(), e);
    }
  }
}
