package io.tuplewatch.cli;

import io.tuplewatch.parallel.InParallel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something computed beside the calling thread, with as many threads as that has for it. It ends
 * with the process, if not before.
 */
final class Computation<T> {

  private final FutureTask<T> task;

  private Computation(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Computation<T> start(String name, Callable<T> what) {
    int threads = InParallel.threads();
    FutureTask<T> task = new FutureTask<>(() -> InParallel.with(threads, what::call));
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new Computation<>(task);
  }

  /**
   * Waits for the result. An unchecked exception or an error of the computation is thrown here.
   *
   * @throws InterruptedException if the calling thread is
   */
  T get() throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
