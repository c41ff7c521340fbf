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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
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

  /** Something to compute, which may fail in one way. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T compute() throws E;
  }

  /** Computes something with so many threads, 1 or more. */
  public static <T, E extends Exception> T with(int threads, Work<T, E> work) throws E {
    int before = THREADS.get();
    THREADS.set(threads);
    try {
      return work.compute();
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

  /**
   * Computes the values of 0 .. count - 1, in this order, all of them in other threads.
   *
   * @throws InterruptedException if the calling thread is; what has not begun by then is left
   */
  public static <T> List<T> mapInterruptibly(int count, IntFunction<T> value)
      throws InterruptedException {
    List<@Nullable T> values = new ArrayList<>(Collections.nCopies(count, null));
    AtomicInteger next = new AtomicInteger();
    int threads = Math.max(1, Math.min(count, threads()));
    try {
      start(threads, next, count, number -> values.set(number, value.apply(number))).get();
      return values;
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } finally {
      next.set(count);
    }
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
    try {
      start(threads, new AtomicInteger(), count, work).join();
    } catch (CompletionException e) {
      throw unchecked(e.getCause());
    }
  }

  private static CompletableFuture<Void> start(
      int threads, AtomicInteger next, int count, IntConsumer work) {
    Runnable worker = () -> with(1, () -> workUntilDone(next, count, work));
    ExecutorService executor = Executors.newFixedThreadPool(threads, InParallel::daemon);
    CompletableFuture<?>[] workers = new CompletableFuture<?>[threads];
    Arrays.setAll(workers, i -> CompletableFuture.runAsync(worker, executor));
    executor.shutdown();
    return CompletableFuture.allOf(workers);
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

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "analysis");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }
}
