package io.tuplewatch.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Independent computations side by side; what comes out does not depend on the number of threads.
 * Each is taken by the next thread that has none, so that one that takes long keeps only one thread
 * busy. What is begun within one of them has that thread alone.
 */
public final class InParallel {

  private static final ThreadLocal<Integer> THREADS =
      ThreadLocal.withInitial(() -> Runtime.getRuntime().availableProcessors());

  private InParallel() {}

  /** How many threads a computation that begins here has: as many as processors, or as was set. */
  public static int threads() {
    return THREADS.get();
  }

  /** Computes something with so many threads, 1 or more. */
  public static <T> T with(int threads, Supplier<T> value) {
    int before = THREADS.get();
    THREADS.set(threads);
    try {
      return value.get();
    } finally {
      THREADS.set(before);
    }
  }

  /** Computes the values of 0 .. count - 1, in this order. */
  public static <T> List<T> map(int count, IntFunction<T> value) {
    List<@Nullable T> values = new ArrayList<>(Collections.nCopies(count, null));
    forEach(count, number -> values.set(number, value.apply(number)));
    return values;
  }

  /** Some numbers that follow each other, {@code to} no more among them. */
  public record Range(int from, int to) {}

  /** Divides 0 .. size - 1 among the threads, and computes the value of each range, in order. */
  public static <T> List<T> mapRanges(int size, Function<Range, T> value) {
    int parts = threads();
    return map(parts, part -> value.apply(range(size, part, parts)));
  }

  /** Divides 0 .. size - 1 among the threads, and works on each range. */
  public static void forEachRange(int size, Consumer<Range> work) {
    int parts = threads();
    forEach(parts, part -> work.accept(range(size, part, parts)));
  }

  private static Range range(int size, int part, int parts) {
    long from = (long) part * size / parts;
    long to = (part + 1L) * size / parts;
    return new Range((int) from, (int) to);
  }

  /** Works on 0 .. count - 1; what any of it throws ends the rest, and is thrown here. */
  public static void forEach(int count, IntConsumer work) {
    int threads = Math.min(count, threads());
    if (threads <= 1) {
      IntStream.range(0, count).forEach(work);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable worker = () -> with(1, () -> workUntilDone(next, count, work));
    ExecutorService executor = Executors.newFixedThreadPool(threads, InParallel::daemon);
    CompletableFuture<?>[] workers = new CompletableFuture<?>[threads];
    Arrays.setAll(workers, i -> CompletableFuture.runAsync(worker, executor));
    executor.shutdown();
    try {
      CompletableFuture.allOf(workers).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static boolean workUntilDone(AtomicInteger next, int count, IntConsumer work) {
    try {
      for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
        work.accept(number);
      }
      return true;
    } catch (RuntimeException | Error e) {
      next.set(count);
      throw e;
    }
  }

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
    Thread thread = new Thread(work, "analysis");
    thread.setDaemon(true);
    return thread;
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a computation failed: " + e.getCause(), e);
    }
  }
}
