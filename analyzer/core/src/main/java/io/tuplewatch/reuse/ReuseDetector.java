package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.RowGroups;
import io.tuplewatch.columns.RowOrder;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.Quality;
import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.parallel.InParallel;
import java.time.Duration;
import java.util.Comparator;

/**
 * Shows all uses to the histories of their tuples, those of each destination in time order.
 * Destinations, and the ports of large ones, are shared out among threads; the result does not
 * depend on how many. O(n log n); O(n) for uses in order.
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

  /** The rows by destination, in order of time. */
  private final RowGroups byDestination;

  /** The rows with a known start, in order of wall time. */
  private final LongTable inWallTime;

  private ReuseDetector(Uses uses) {
    this.uses = uses;
    LongTable inTime = RowOrder.of(uses.storage(), uses.size(), this::time, this::compareInTime);
    this.byDestination =
        new RowGroups(
            uses.storage(),
            uses.destinations(),
            uses.size(),
            i -> inTime.get(i, 0),
            uses::destination);
    this.inWallTime = inOrderOfWallTime(inTime);
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
    before.uses().release();
    return detect(timeout);
  }

  /** Classifies by a W that says where it comes from. */
  public ReuseLog detect(IdleTimeout timeout) {
    Classification classes = new Classification(uses.storage(), uses.size());
    Quality quality = new Quality();
    quality.add(QualityCounter.OVERLAPPING_USES, classify(timeout.length().toNanos(), classes));
    return new ReuseLog(timeout, new ClassifiedUses(uses, classes, inWallTime), quality);
  }

  /** Returns how many uses overlap. */
  private long classify(long timeoutNanos, Classification classes) {
    int parts = InParallel.threads();
    return InParallel.map(parts, part -> classify(timeoutNanos, classes, part, parts)).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Classifies the tuples of one part: there is one for each thread. */
  private long classify(long timeoutNanos, Classification classes, int part, int parts) {
    TupleHistory history = new TupleHistory(uses, timeoutNanos);
    PastsByPort pasts = new PastsByPort();
    for (int destination = 0; destination < byDestination.groups(); destination++) {
      long from = byDestination.from(destination);
      long to = byDestination.to(destination);
      boolean large = (to - from) * parts > uses.size();
      boolean own = (from + to) / 2 * parts / Math.max(1, uses.size()) == part;
      if (large || own) {
        classify(destination, history, pasts, classes, large ? part : 0, large ? parts : 1);
      }
    }
    return history.overlapping();
  }

  /** Classifies the tuples of one destination, or a share of them, by their ports. */
  private void classify(
      int destination,
      TupleHistory history,
      PastsByPort pasts,
      Classification classes,
      int share,
      int shares) {
    boolean known = uses.tupleKnown(destination);
    int to = byDestination.to(destination);
    for (int i = byDestination.from(destination); i < to; i++) {
      long row = byDestination.row(i);
      int port = uses.localPort(row);
      if (shares == 1 || port / 2 % shares == share) { // kernels prefer one parity
        if (known) {
          history.add(pasts.of(port), row, classes);
        } else if (uses.startKnown(row)) {
          classes.setNotKnown(row);
        }
      }
    }
    pasts.clear();
  }

  /** From the order in time, which the order of wall time keeps for uses of one moment. */
  private LongTable inOrderOfWallTime(LongTable inTime) {
    LongTable order = RowOrder.again(uses.storage(), inTime, uses::wallTime);
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
