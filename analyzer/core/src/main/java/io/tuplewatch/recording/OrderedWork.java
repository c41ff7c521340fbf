package io.tuplewatch.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works on items with several threads and delivers the results one at a time, in the items' order:
 * the outcome does not depend on the number of threads. Only a few results wait for their turn.
 */
final class OrderedWork<T, R> {

  /** Results that may wait, per thread. */
  private static final int AHEAD = 2;

  private final Iterator<T> items;
  private final Function<T, R> work;
  private final Consumer<R> receiver;
  private final int maxWaiting;
  private final Map<Long, R> waiting = new HashMap<>();
  private long taken;
  private long delivered;
  private boolean delivering;
  private @Nullable Throwable failure;

  private OrderedWork(
      Iterator<T> items, Function<T, R> work, Consumer<R> receiver, int maxWaiting) {
    this.items = items;
    this.work = work;
    this.receiver = receiver;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Returns when all is delivered. {@code items} and {@code receiver} are used by one thread at a
   * time, {@code work} by many. What any of them throws ends the work and is thrown here.
   */
  static <T, R> void run(
      Iterator<T> items, Function<T, R> work, Consumer<R> receiver, int threads) {
    OrderedWork<T, R> all = new OrderedWork<>(items, work, receiver, AHEAD * threads);
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
        put(item.number(), work.apply(item.value()));
      }
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private record Numbered<V>(long number, V value) {}

  /** Waits for its turn; null = there is nothing more to do. */
  private synchronized @Nullable Numbered<T> next() throws InterruptedException {
    while (failure == null && taken - delivered >= maxWaiting) {
      wait();
    }
    return failure == null && items.hasNext() ? new Numbered<>(taken++, items.next()) : null;
  }

  private void put(long number, R result) {
    synchronized (this) {
      waiting.put(number, result);
      if (delivering) {
        return;
      }
      delivering = true;
    }
    for (R ready = ready(); ready != null; ready = ready()) {
      receiver.accept(ready);
      countDelivered();
    }
  }

  private synchronized @Nullable R ready() {
    R ready = waiting.remove(delivered);
    delivering = ready != null;
    return ready;
  }

  private synchronized void countDelivered() {
    delivered++;
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
