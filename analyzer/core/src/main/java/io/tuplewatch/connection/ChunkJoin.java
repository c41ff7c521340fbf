package io.tuplewatch.connection;

import io.tuplewatch.columns.RowIds;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.ConnectPatterns;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the connects and closes of one chunk into the rows of their connections. What a pattern of
 * events stands for is found out once per chunk, so that an event takes its row's place in the
 * index and a few numbers. Not thread-safe.
 */
final class ChunkJoin {

  /** Two years, ns. */
  private static final long MOST_REMEMBERED = 1L << 56;

  private record ConnectPattern(
      long jvmId,
      int share,
      @Nullable Outcome outcome,
      @Nullable Outcome previousOutcome,
      @Nullable ClosedBy previousClosedBy) {}

  private record ClosePattern(long jvmId, int share, ClosedBy closedBy) {}

  private final ChunkEvents chunk;
  private final LongUnaryOperator process;
  private final ChunkNumbers numbers;
  private final UsableTuples usable;
  private final RowIds shares;
  private final ConnectionRows rows;
  private final ConnectionIndex index;
  private final int noRequest;
  private final int noFailure;
  private long duplicates;

  /** {@code process} is from a JVM id of the chunk to that of the process. */
  ChunkJoin(
      ChunkEvents chunk,
      LongUnaryOperator process,
      Dictionary dictionary,
      RowIds shares,
      ConnectionRows rows,
      ConnectionIndex index) {
    this.chunk = chunk;
    this.process = process;
    this.numbers = new ChunkNumbers(chunk.dictionary(), dictionary);
    this.usable = new UsableTuples(chunk.dictionary());
    this.shares = shares;
    this.rows = rows;
    this.index = index;
    noRequest = dictionary.request(Names.NULL, 0);
    noFailure = dictionary.failure(Names.NULL, Names.NULL);
  }

  /** Events that were there already. */
  long duplicates() {
    return duplicates;
  }

  void addConnects() {
    ConnectEvents events = chunk.connects();
    @Nullable ConnectPattern[] patterns = new @Nullable ConnectPattern[events.patterns().size()];
    for (int i = 0; i < events.size(); i++) {
      int number = events.pattern(i);
      int port = events.localPort(i);
      if (!usable.connect(events.path(i), port)) {
        continue;
      }
      ConnectPattern pattern = patterns[number];
      if (pattern == null) {
        pattern = pattern(events.patterns(), number);
        patterns[number] = pattern;
      }
      addConnect(events, i, port, pattern);
    }
  }

  private ConnectPattern pattern(ConnectPatterns patterns, int number) {
    long jvmId = process.applyAsLong(patterns.jvmId(number));
    Outcome previous = numbers.outcome(patterns.previousOutcome(number));
    return new ConnectPattern(
        jvmId,
        shares.idOf(jvmId, chunk.start()),
        numbers.outcome(patterns.outcome(number)),
        previous,
        previous == Outcome.CONNECTED ? numbers.closedBy(patterns.previousClosedBy(number)) : null);
  }

  private void addConnect(ConnectEvents events, int i, int port, ConnectPattern pattern) {
    long start = events.start(i);
    long end = events.end(i);
    long row = row(pattern.jvmId(), events.connectionId(i));
    if (rows.connectShare(row) >= 0) {
      duplicates++;
      return;
    }
    rows.setConnect(row, pattern.share(), start, end, pattern.outcome());
    rows.setTuple(row, numbers.path(events.path(i)), port);
    setDetails(row, events, i);
    Outcome previous = pattern.previousOutcome();
    if (previous != null) {
      remember(row, events.sincePreviousUse(i), events.sinceConnectedUse(i), previous, pattern);
    }
  }

  private void setDetails(long row, ConnectEvents events, int i) {
    int request = events.request(i);
    if (chunk.dictionary().bound(request)) {
      rows.setBound(row);
    }
    rows.setDetails(
        row,
        numbers.name(events.host(i)),
        numbers.request(request),
        numbers.failure(events.failure(i)),
        numbers.site(events.site(i)));
  }

  /** A claim that makes no sense is none. */
  private void remember(
      long row, long since, long sinceConnected, Outcome outcome, ConnectPattern pattern) {
    if (since < 0 || since > MOST_REMEMBERED) {
      return;
    }
    rows.setRemembered(row, since, outcome, pattern.previousClosedBy());
    if (sinceConnected >= since) {
      rows.setRememberedConnected(row, sinceConnected);
    }
  }

  void addCloses() {
    CloseEvents events = chunk.closes();
    @Nullable ClosePattern[] patterns = new @Nullable ClosePattern[events.patterns()];
    for (int i = 0; i < events.size(); i++) {
      int number = events.pattern(i);
      int port = events.localPort(i);
      if (!usable.close(events.path(i), port)) {
        continue;
      }
      ClosePattern pattern = patterns[number];
      if (pattern == null) {
        pattern = pattern(events, number);
        patterns[number] = pattern;
      }
      addClose(events, i, port, pattern);
    }
  }

  private ClosePattern pattern(CloseEvents events, int number) {
    long jvmId = process.applyAsLong(events.jvmId(number));
    return new ClosePattern(
        jvmId, shares.idOf(jvmId, chunk.start()), numbers.closedBy(events.closedBy(number)));
  }

  private void addClose(CloseEvents events, int i, int port, ClosePattern pattern) {
    long time = events.time(i);
    long row = row(pattern.jvmId(), events.connectionId(i));
    if (rows.closeShare(row) >= 0) {
      duplicates++;
      return;
    }
    rows.setClose(row, pattern.share(), time, pattern.closedBy());
    if (rows.connectShare(row) < 0) {
      rows.setTuple(row, numbers.path(events.path(i)), port);
      rows.setDetails(row, numbers.name(events.host(i)), noRequest, noFailure, Names.NULL);
    }
  }

  private long row(long jvmId, long connectionId) {
    long row = index.rowOf(jvmId, connectionId, rows.size());
    return row == rows.size() ? rows.add(connectionId) : row;
  }
}
