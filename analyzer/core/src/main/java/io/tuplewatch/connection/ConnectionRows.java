package io.tuplewatch.connection;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.Storage;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A row per connection: what its connect and its close say. A use is looked at as a whole and out
 * of order, so it is one row of 64 bytes, a cache line, and not eight columns apart.
 */
@SuppressWarnings("EnumOrdinal") // the tables do not outlive the process
final class ConnectionRows {

  private static final int NUMBER = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int CLOSE = 3;

  /** Share of the connect + 1 and share of the close + 1, 32 bits each; 0 = not recorded. */
  private static final int SHARES = 4;

  /** Path, later destination, and details, 32 bits each. */
  private static final int PATH_AND_DETAILS = 5;

  /**
   * Source port, outcome + 1, closing side + 1, whether the outcome is known, and since when the
   * agent remembers a use that connected: 16, 8, 8, 1, 31 bits.
   */
  private static final int FACTS = 6;

  /** What the agent remembers of the tuple's previous use; 0 = nothing. */
  private static final int REMEMBERED = 7;

  private static final int WIDTH = 8;
  private static final long UNKNOWN_OUTCOME = 1L << 32;
  private static final int SINCE_CONNECTED = 33;
  private static final long SINCE_CONNECTED_UNIT = 1L << 20;
  private static final long SINCE_CONNECTED_MOST = (1L << 31) - 1;
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ClosedBy[] CLOSED_BYS = ClosedBy.values();

  private final LongTable table;

  ConnectionRows(Storage storage) {
    table = new LongTable(storage, WIDTH);
  }

  long size() {
    return table.size();
  }

  long add(long number) {
    long row = table.add();
    table.set(row, NUMBER, number);
    return row;
  }

  /** Keeps the first {@code rows}. */
  void cut(long rows) {
    table.resize(rows);
  }

  void copy(long from, long to) {
    table.copy(from, to);
  }

  void setConnect(long row, int share, long start, long end, @Nullable Outcome outcome) {
    table.set(row, START, start);
    table.set(row, END, end);
    table.set(row, SHARES, (share + 1L) << 32 | (table.get(row, SHARES) & 0xFFFFFFFFL));
    long known = outcome == null ? UNKNOWN_OUTCOME : 0;
    long code = (outcome == null ? Outcome.FAILED : outcome).ordinal() + 1L;
    table.set(row, FACTS, table.get(row, FACTS) | code << 16 | known);
  }

  void setClose(long row, int share, long time, ClosedBy closedBy) {
    table.set(row, CLOSE, time);
    table.set(row, SHARES, table.get(row, SHARES) | (share + 1L));
    table.set(row, FACTS, table.get(row, FACTS) | (closedBy.ordinal() + 1L) << 24);
  }

  /** Of the connect; of the close where there is no connect. */
  void setTuple(long row, int path, int localPort, int details) {
    setPath(row, path);
    long pathOnly = table.get(row, PATH_AND_DETAILS) & 0xFFFFFFFF_00000000L;
    table.set(row, PATH_AND_DETAILS, pathOnly | details);
    table.set(row, FACTS, (table.get(row, FACTS) & ~0xFFFFL) | localPort);
  }

  /**
   * What the agent remembers of the tuple's previous use.
   *
   * @param since from its end to this start, ns, 0 or more
   * @param closedBy null unless it connected
   */
  void setRemembered(long row, long since, Outcome outcome, @Nullable ClosedBy closedBy) {
    long side = closedBy == null ? 0 : closedBy.ordinal() + 1L;
    table.set(row, REMEMBERED, since << 8 | (outcome.ordinal() + 1L) << 4 | side);
  }

  /**
   * That it remembers a use that connected.
   *
   * @param since from its end to this start, ns, 0 or more; kept rounded up to a millisecond, and
   *     not if it is more than 26 days
   */
  void setRememberedConnected(long row, long since) {
    long units = since / SINCE_CONNECTED_UNIT + 1;
    if (units <= SINCE_CONNECTED_MOST) {
      table.set(row, FACTS, table.get(row, FACTS) | units << SINCE_CONNECTED);
    }
  }

  void setPath(long row, int path) {
    long details = table.get(row, PATH_AND_DETAILS) & 0xFFFFFFFFL;
    table.set(row, PATH_AND_DETAILS, (long) path << 32 | details);
  }

  void setTimes(long row, long start, long end, long close) {
    table.set(row, START, start);
    table.set(row, END, end);
    table.set(row, CLOSE, close);
  }

  boolean hasRemembered(long row) {
    return table.get(row, REMEMBERED) != 0;
  }

  long sinceRemembered(long row) {
    return table.get(row, REMEMBERED) >>> 8;
  }

  Outcome rememberedOutcome(long row) {
    return OUTCOMES[((int) table.get(row, REMEMBERED) >> 4 & 0xF) - 1];
  }

  @Nullable ClosedBy rememberedClosedBy(long row) {
    int code = (int) table.get(row, REMEMBERED) & 0xF;
    return code == 0 ? null : CLOSED_BYS[code - 1];
  }

  /** At most so long ago, ns; {@link Long#MAX_VALUE} if none is remembered. */
  long sinceRememberedConnected(long row) {
    long units = table.get(row, FACTS) >>> SINCE_CONNECTED;
    return units == 0 ? Long.MAX_VALUE : units * SINCE_CONNECTED_UNIT;
  }

  long number(long row) {
    return table.get(row, NUMBER);
  }

  long start(long row) {
    return table.get(row, START);
  }

  long end(long row) {
    return table.get(row, END);
  }

  long close(long row) {
    return table.get(row, CLOSE);
  }

  /** The JVM and chunk of the connect; -1 = no connect. */
  int connectShare(long row) {
    return (int) (table.get(row, SHARES) >>> 32) - 1;
  }

  /** The JVM and chunk of the close; -1 = no close. */
  int closeShare(long row) {
    return (int) table.get(row, SHARES) - 1;
  }

  int path(long row) {
    return (int) (table.get(row, PATH_AND_DETAILS) >>> 32);
  }

  int details(long row) {
    return (int) table.get(row, PATH_AND_DETAILS);
  }

  int localPort(long row) {
    return (int) table.get(row, FACTS) & 0xFFFF;
  }

  /** Null without a connect; FAILED where this version does not know it. */
  @Nullable Outcome outcome(long row) {
    int code = (int) (table.get(row, FACTS) >>> 16) & 0xFF;
    return code == 0 ? null : OUTCOMES[code - 1];
  }

  boolean outcomeIsKnown(long row) {
    return (table.get(row, FACTS) & UNKNOWN_OUTCOME) == 0;
  }

  /** Null without a close. */
  @Nullable ClosedBy closedBy(long row) {
    int code = (int) (table.get(row, FACTS) >>> 24) & 0xFF;
    return code == 0 ? null : CLOSED_BYS[code - 1];
  }
}
