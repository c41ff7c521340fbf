package io.tuplewatch.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends connects when they are due, and keeps the {@link Limits}: the only place from which a probe
 * sends anything. Thread-safe; what is to be done after a connect is called by one thread at a
 * time.
 */
public final class Timetable {

  private static final Instant NEVER = Instant.MAX;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Why {@link #run} returned. */
  public enum End {
    /** Nothing was left to do. */
    COMPLETE,
    /** {@link #stop} was called. */
    STOPPED,
    /** {@link Limits#connects} were made. */
    CONNECTS_USED_UP,
    /** {@link Limits#time} was over. */
    TIME_USED_UP
  }

  private record Entry(
      Instant due, long number, Supplier<Attempt> connect, Consumer<Attempt> then) {}

  private final Limits limits;
  private final TimeSource time;
  private final Executor executor;
  private final Instant end;
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::number));

  private Instant earliest;
  private long numbered;
  private int connects;
  private int open;
  private boolean stopped;

  /**
   * @param executor runs connects: a thread each, or the calling thread in tests with a clock of
   *     their own
   */
  public Timetable(Limits limits, TimeSource time, Executor executor) {
    this.limits = limits;
    this.time = time;
    this.executor = executor;
    this.earliest = time.now();
    this.end = earliest.plus(limits.time());
  }

  /** Plans a connect. It starts at {@code due}, or as soon after it as the limits allow. */
  public synchronized void at(Instant due, Supplier<Attempt> connect, Consumer<Attempt> then) {
    entries.add(new Entry(due, numbered++, connect, then));
    notifyAll();
  }

  /** Starts no further connect; {@link #run} returns when those that are open have ended. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** How many connects were made so far. */
  public synchronized int connects() {
    return connects;
  }

  /**
   * Sends what is planned, and what is planned meanwhile, until nothing is left.
   *
   * @throws InterruptedException if the thread is
   */
  public synchronized End run() throws InterruptedException {
    while (true) {
      End reason = end();
      if (reason != null && open == 0) {
        return reason;
      }
      Instant next = reason == null && open < limits.open() ? nextStart() : NEVER;
      if (!next.isAfter(time.now())) {
        start(entries.remove());
      } else {
        time.await(this, reason == null && end.isBefore(next) ? end : earlier(next));
      }
    }
  }

  private Instant earlier(Instant next) {
    Instant longest = time.now().plus(LONGEST_WAIT);
    return next.isBefore(longest) ? next : longest;
  }

  private @Nullable End end() {
    if (stopped) {
      return End.STOPPED;
    } else if (entries.isEmpty() && open == 0) {
      return End.COMPLETE;
    } else if (connects >= limits.connects()) {
      return End.CONNECTS_USED_UP;
    }
    return time.now().isBefore(end) ? null : End.TIME_USED_UP;
  }

  private Instant nextStart() {
    Entry next = entries.peek();
    if (next == null) {
      return NEVER;
    }
    return next.due().isAfter(earliest) ? next.due() : earliest;
  }

  private void start(Entry entry) {
    connects++;
    open++;
    earliest = time.now().plus(limits.spacing());
    executor.execute(() -> finish(entry, entry.connect().get()));
  }

  private synchronized void finish(Entry entry, Attempt attempt) {
    open--;
    entry.then().accept(attempt);
    notifyAll();
  }
}
