package io.tuplewatch.recording.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Works on items with several threads and delivers the results one at a time, in the items' order:
 * the outcome does not depend on the number of threads. Only a few results wait for their turn, and
 * only items of a certain weight in all are under way.
 */
final class OrderedWork<T, R> {

  /** Results that may wait, per thread. */
  private static final int AHEAD = 2;

  private final Iterator<T> items;
  private final Function<T, R> work;
  private final Consumer<R> receiver;
  private final int maxWaiting;
  private final ToLongFunction<T> weight;
  private final long maxWeight;
  private final Map<Long, Done<R>> waiting = new HashMap<>();

  /** Taken from the items, and too heavy yet to be worked on. */
  private @Nullable T upcoming;

  private long weightUnderWay;
  private long taken;
  private long delivered;
  private boolean delivering;
  private @Nullable Throwable failure;

  private OrderedWork(
      Iterator<T> items,
      Function<T, R> work,
      Consumer<R> receiver,
      int maxWaiting,
      ToLongFunction<T> weight,
      long maxWeight) {
    this.items = items;
    this.work = work;
    this.receiver = receiver;
    this.maxWaiting = maxWaiting;
    this.weight = weight;
    this.maxWeight = maxWeight;
  }

  /**
   * Returns when all is delivered. {@code items} and {@code receiver} are used by one thread at a
   * time, {@code work} by many. What any of them throws ends the work and is thrown here.
   *
   * @param maxWeight sum of weights of the items not yet delivered; one alone may have more
   */
  static <T, R> void run(
      Iterator<T> items,
      Function<T, R> work,
      Consumer<R> receiver,
      int threads,
      ToLongFunction<T> weight,
      long maxWeight) {
    OrderedWork<T, R> all =
        new OrderedWork<>(items, work, receiver, AHEAD * threads, weight, maxWeight);
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(all::workUntilDone, "reader-" + i);
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    all.workUntilDone();
    all.await(others);
  }

  private void await(List<Thread> others) {
    try {
      for (Thread other : others) {
        other.join();
      }
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown != null) {
      throw new IllegalStateException("interrupted", thrown);
    }
  }

  private void workUntilDone() {
    try {
      for (Numbered<T> item = next(); item != null; item = next()) {
        R result = work.apply(item.value());
        put(item.number(), new Done<>(result, item.weight()));
      }
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private record Numbered<V>(long number, V value, long weight) {}

  private record Done<V>(V result, long weight) {}

  /** Waits for its turn; null = there is nothing more to do. */
  private synchronized @Nullable Numbered<T> next() throws InterruptedException {
    while (failure == null && (taken - delivered >= maxWaiting || upcomingIsTooHeavy())) {
      wait();
    }
    T item = upcoming;
    if (failure != null || item == null) {
      return null;
    }
    upcoming = null;
    Numbered<T> next = new Numbered<>(taken++, item, weight.applyAsLong(item));
    weightUnderWay += next.weight();
    return next;
  }

  private boolean upcomingIsTooHeavy() {
    if (upcoming == null && items.hasNext()) {
      upcoming = items.next();
    }
    return upcoming != null
        && weightUnderWay > 0
        && weightUnderWay + weight.applyAsLong(upcoming) > maxWeight;
  }

  private void put(long number, Done<R> result) {
    synchronized (this) {
      waiting.put(number, result);
      if (delivering) {
        return;
      }
      delivering = true;
    }
    for (Done<R> ready = ready(); ready != null; ready = ready()) {
      receiver.accept(ready.result());
      countDelivered(ready.weight());
    }
  }

  private synchronized @Nullable Done<R> ready() {
    Done<R> ready = waiting.remove(delivered);
    delivering = ready != null;
    return ready;
  }

  private synchronized void countDelivered(long weightOfIt) {
    delivered++;
    weightUnderWay -= weightOfIt;
    notifyAll();
  }

  private synchronized void fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
    notifyAll();
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }
}
