package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowOrder;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.parallel.InParallel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

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

  /** The rows in order of time, and those with a known start in order of wall time. */
  private final LongTable inTime;

  private final LongTable inWallTime;

  private ReuseDetector(Uses uses) {
    this.uses = uses;
    this.inTime = RowOrder.of(uses.storage(), uses.size(), this::time, this::compareInTime);
    this.inWallTime = inOrderOfWallTime();
  }

  /** For all uses of a log, with all processors. */
  public static ReuseDetector of(ConnectionLog log) {
    return new ReuseDetector(log.uses());
  }

  /**
   * Classifies every use with a known start, with all processors. One whose local address is not
   * known has a tuple without a past, and is nobody else's.
   *
   * @param firewallTimeout W, above 0 and below 292 years
   */
  public static ReuseLog detect(ConnectionLog log, Duration firewallTimeout) {
    return detect(log, IdleTimeout.given(firewallTimeout));
  }

  /** Classifies by a W that says where it comes from. */
  public static ReuseLog detect(ConnectionLog log, IdleTimeout timeout) {
    return of(log).detect(timeout);
  }

  /** Classifies by another W than before; the log of before must not be used afterward. */
  public ReuseLog again(ReuseLog before, IdleTimeout timeout) {
    if (before.uses().sameFor().holds(timeout.length())) {
      return new ReuseLog(timeout, before.uses(), before.quality());
    }
    before.uses().release();
    return detect(timeout);
  }

  /** Classifies by a W that says where it comes from. */
  public ReuseLog detect(IdleTimeout timeout) {
    Classification classes = new Classification(uses.storage(), uses.size());
    int parts = InParallel.threads();
    long nanos = timeout.length().toNanos();
    List<TupleHistory> histories =
        InParallel.map(parts, part -> classify(nanos, classes, part, parts));
    TimeoutRange sameFor =
        histories.stream().map(TupleHistory::sameKinds).reduce(TimeoutRange::and).orElseThrow();
    Quality quality = new Quality();
    quality.add(
        QualityCounter.OVERLAPPING_USES,
        histories.stream().mapToLong(TupleHistory::overlapping).sum());
    return new ReuseLog(timeout, new ClassifiedUses(uses, classes, inWallTime, sameFor), quality);
  }

  /** Classifies the tuples of one part: there is one for each thread. */
  private TupleHistory classify(long timeoutNanos, Classification classes, int part, int parts) {
    LastUses lastUses = new LastUses(uses.storage());
    TupleHistory history = new TupleHistory(uses, timeoutNanos);
    TuplePast past = new TuplePast();
    for (long index = 0; index < inTime.size(); index++) {
      long row = inTime.get(index, 0);
      int destination = uses.destination(row);
      int port = uses.localPort(row);
      long key = LastUses.pageKey(destination, port);
      if (parts == 1 || LastUses.share(key, parts) == part) {
        if (uses.tupleKnown(destination)) {
          long page = lastUses.pageOf(key);
          lastUses.load(page, port, past);
          history.add(past, row, classes);
          lastUses.store(page, port, past);
        } else if (uses.startKnown(row)) {
          classes.setNotKnown(row);
        }
      }
    }
    lastUses.release();
    return history;
  }

  /** From the order in time, which the order of wall time keeps for uses of one moment. */
  private LongTable inOrderOfWallTime() {
    LongTable rows = new LongTable(uses.storage(), 1);
    rows.resize(inTime.size());
    for (long index = 0; index < rows.size(); index++) {
      rows.set(index, 0, inTime.get(index, 0));
    }
    LongTable order = RowOrder.again(uses.storage(), rows, uses::wallTime);
    if (!uses.everyStartKnown()) {
      keepThoseWithStart(order);
    }
    return order;
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
