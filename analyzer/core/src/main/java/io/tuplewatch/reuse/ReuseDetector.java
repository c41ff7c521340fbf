package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowOrder;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Goes through all uses in time order and shows each to the history of its tuple. Tuples are shared
 * out among threads, each of which goes through all uses; the result does not depend on how many.
 * O(n log n); O(n) for uses in order.
 */
public final class ReuseDetector {

  /**
   * Time order within one tuple: by start, or by the close if the start is unknown; at the same
   * moment a close comes before a connect.
   */
  public static final Comparator<Use> IN_TIME =
      Comparator.comparingLong((Use use) -> use.startKnown() ? use.start() : use.close())
          .thenComparing(Use::startKnown)
          .thenComparingLong(use -> use.end() == Use.UNKNOWN ? Long.MAX_VALUE : use.end())
          .thenComparingLong(Use::jvmId)
          .thenComparingLong(Use::connectionNumber);

  private final Uses uses;
  private final long timeoutNanos;
  private final Classification classes;

  private ReuseDetector(Uses uses, long timeoutNanos) {
    this.uses = uses;
    this.timeoutNanos = timeoutNanos;
    this.classes = new Classification(uses.storage(), uses.size());
  }

  /**
   * Classifies every use with a known start, with all processors. One whose local address is not
   * known has a tuple without a past, and is nobody else's.
   *
   * @param firewallTimeout W, above 0 and below 292 years
   */
  public static ReuseLog detect(ConnectionLog log, Duration firewallTimeout) {
    return detect(log, firewallTimeout, Runtime.getRuntime().availableProcessors());
  }

  /** Does the same with {@code threads} threads, 1 or more; the result does not depend on them. */
  public static ReuseLog detect(ConnectionLog log, Duration firewallTimeout, int threads) {
    return detect(log, IdleTimeout.given(firewallTimeout), threads);
  }

  /** Classifies by a W that says where it comes from. */
  public static ReuseLog detect(ConnectionLog log, IdleTimeout timeout) {
    return detect(log, timeout, Runtime.getRuntime().availableProcessors());
  }

  private static ReuseLog detect(ConnectionLog log, IdleTimeout timeout, int threads) {
    ReuseDetector detector = new ReuseDetector(log.uses(), timeout.length().toNanos());
    LongTable order = detector.inTime();
    Quality quality = new Quality();
    quality.add(QualityCounter.OVERLAPPING_USES, detector.classify(order, threads));
    return new ReuseLog(timeout, detector.inOrderOfWallTime(order), quality);
  }

  private LongTable inTime() {
    return RowOrder.of(uses.storage(), uses.size(), this::time, this::compareInTime);
  }

  /** Returns how many uses overlap. */
  private long classify(LongTable order, int threads) {
    List<CompletableFuture<Long>> parts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int part = i;
      parts.add(CompletableFuture.supplyAsync(() -> classify(order, part, threads)));
    }
    try {
      return parts.stream().mapToLong(CompletableFuture::join).sum();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Classifies the tuples of one part of {@code parts}. */
  private long classify(LongTable order, int part, int parts) {
    LastUses lastUses = new LastUses(uses.storage());
    TupleHistory history = new TupleHistory(uses, timeoutNanos);
    for (long index = 0; index < order.size(); index++) {
      long row = order.get(index, 0);
      int destination = uses.destination(row);
      int port = uses.localPort(row);
      long key = LastUses.pageKey(destination, port);
      if (parts == 1 || LastUses.share(key, parts) == part) {
        if (uses.tupleKnown(destination)) {
          long page = lastUses.pageOf(key);
          lastUses.load(page, port, history);
          history.add(row, classes);
          lastUses.store(page, port, history);
        } else if (uses.startKnown(row)) {
          classes.setNotKnown(row);
        }
      }
    }
    lastUses.release();
    return history.overlapping();
  }

  /** From the order in time, which the order of wall time keeps for uses of one moment. */
  private ClassifiedUses inOrderOfWallTime(LongTable inTime) {
    LongTable order = RowOrder.again(uses.storage(), inTime, uses::wallTime);
    if (!uses.everyStartKnown()) {
      keepThoseWithStart(order);
    }
    return new ClassifiedUses(uses, classes, order);
  }

  private void keepThoseWithStart(LongTable order) {
    long kept = 0;
    for (long index = 0; index < order.size(); index++) {
      long row = order.get(index, 0);
      if (uses.startKnown(row)) {
        order.set(kept++, 0, row);
      }
    }
    order.resize(kept);
  }

  private long time(long row) {
    return uses.startKnown(row) ? uses.start(row) : uses.close(row);
  }

  /** Compares as {@link #IN_TIME} does, for rows of equal time. */
  private int compareInTime(Long a, Long b) {
    return IN_TIME.compare(uses.get(a.intValue()), uses.get(b.intValue()));
  }
}
