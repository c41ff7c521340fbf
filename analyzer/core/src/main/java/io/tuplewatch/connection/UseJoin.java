package io.tuplewatch.connection;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.events.Outcome;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * Connections to uses, once all chunks are known: their times go to CLOCK_MONOTONIC, those that
 * used no tuple are counted and dropped, local addresses are resolved. Works in place. Not
 * thread-safe.
 */
final class UseJoin {

  private final ConnectionRows rows;
  private final Shares shares;
  private final Dictionary dictionary;
  private final Storage storage;
  private final TupleSides sides;
  private final StatusCheck statuses;
  private final Quality quality;
  private final Map<AttemptResult, Long> withoutTuple = new EnumMap<>(AttemptResult.class);
  private final SourceFailures sourceFailures = new SourceFailures();
  private long unsentFrom = Long.MAX_VALUE;
  private long unsentTo;
  private long connectionsWithoutClose;
  private long closesWithoutConnect;
  private long withoutClockOffset;
  private long unknownOutcomes;

  UseJoin(
      ConnectionRows rows,
      Shares shares,
      Dictionary dictionary,
      Storage storage,
      StatusCheck statuses,
      Quality quality) {
    this.rows = rows;
    this.shares = shares;
    this.dictionary = dictionary;
    this.storage = storage;
    this.sides = new TupleSides(dictionary, shares.realms());
    this.statuses = statuses;
    this.quality = quality;
  }

  Uses uses() {
    long used = 0;
    for (long row = 0; row < rows.size(); row++) {
      putOnMonotonicClock(row);
      if (isUse(row)) {
        if (used < row) {
          rows.copy(row, used);
        }
        count(used);
        used++;
      }
    }
    rows.cut(used);
    resolve();
    quality.add(QualityCounter.CONNECTIONS_WITHOUT_CLOSE, connectionsWithoutClose);
    quality.add(QualityCounter.CLOSES_WITHOUT_CONNECT, closesWithoutConnect);
    quality.add(QualityCounter.EVENTS_WITHOUT_CLOCK_OFFSET, withoutClockOffset);
    quality.add(QualityCounter.UNKNOWN_OUTCOMES, unknownOutcomes);
    return new Uses(rows, shares, sides, dictionary, storage, closesWithoutConnect == 0);
  }

  /**
   * Attempts that used no tuple, counted by result; to be asked when {@link #uses} has been.
   *
   * @param taken tuples of each network namespace that the kernel counted, by time
   */
  Map<AttemptResult, Long> withoutTuple(Uses uses, Map<String, NavigableMap<Long, Long>> taken) {
    Map<AttemptResult, Long> all = new EnumMap<>(AttemptResult.class);
    all.putAll(withoutTuple);
    sourceFailures.results(uses, taken).forEach((r, count) -> all.merge(r, count, Long::sum));
    return all;
  }

  /** Wall time of the first attempt that failed before a SYN was sent; 0 if there is none. */
  long unsentFrom() {
    return unsentTo == 0 ? 0 : unsentFrom;
  }

  /** Wall time of the last of them. */
  long unsentTo() {
    return unsentTo;
  }

  private void putOnMonotonicClock(long row) {
    int connect = rows.connectShare(row);
    int close = rows.closeShare(row);
    rows.setTimes(
        row,
        connect < 0 ? Use.UNKNOWN : monotonic(connect, rows.start(row)),
        connect < 0 ? Use.UNKNOWN : shares.monotonic(connect, rows.end(row)),
        close < 0 ? Use.UNKNOWN : monotonic(close, rows.close(row)));
    if (connect >= 0) {
      statuses.addConnect(connect, rows.end(row));
    }
    if (close >= 0) {
      statuses.addClose(close, rows.close(row));
    }
  }

  private long monotonic(int share, long wallTime) {
    if (!shares.onMonotonicClock(share)) {
      withoutClockOffset++;
    }
    return shares.monotonic(share, wallTime);
  }

  private boolean isUse(long row) {
    if (rows.connectShare(row) < 0) {
      return true;
    }
    Outcome outcome = Objects.requireNonNullElse(rows.outcome(row), Outcome.FAILED);
    if (!rows.outcomeIsKnown(row)) {
      unknownOutcomes++;
    }
    if (AttemptResult.isUse(outcome, rows.localPort(row))) {
      return true;
    }
    long pending = rows.end(row) - rows.start(row);
    boolean boundToPort = rows.localPort(row) != 0 && rows.bound(row);
    AttemptResult result = AttemptResult.withoutTuple(outcome, pending, boundToPort);
    if (result.failedBeforeSyn()) {
      long time = shares.wallTime(rows.connectShare(row), rows.start(row));
      unsentFrom = Math.min(unsentFrom, time);
      unsentTo = Math.max(unsentTo, time);
    }
    if (result != AttemptResult.ADDRESS_NOT_AVAILABLE) {
      withoutTuple.merge(result, 1L, Long::sum);
    } else {
      addSourceFailure(row);
    }
    return false;
  }

  private void addSourceFailure(long row) {
    int share = rows.connectShare(row);
    int path = rows.path(row);
    long time = rows.start(row);
    sourceFailures.add(
        dictionary.names().text(shares.namespace(share)),
        dictionary.remote(path),
        dictionary.port(path),
        time,
        shares.jvm(share).candidatePorts(shares.wallTime(share, time)));
  }

  private void count(long row) {
    int share = rows.connectShare(row);
    if (share < 0) {
      closesWithoutConnect++;
      share = rows.closeShare(row);
    } else if (rows.closeShare(row) < 0 && rows.outcome(row) == Outcome.CONNECTED) {
      connectionsWithoutClose++;
    }
    rows.setPath(row, sides.idOf(shares.namespace(share), rows.path(row)));
  }

  private void resolve() {
    BitSet ambiguous = sides.resolve();
    long count = 0;
    for (long row = 0; row < rows.size() && !ambiguous.isEmpty(); row++) {
      count += ambiguous.get(rows.path(row)) ? 1 : 0;
    }
    quality.add(QualityCounter.AMBIGUOUS_LOCAL_ADDRESSES, count);
  }
}
