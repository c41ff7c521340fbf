package io.tuplewatch.connection;

import io.tuplewatch.columns.BitField;
import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.Storage;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A row per connection: what its connect and its close say. A use is looked at as a whole and out
 * of order, so it is one row of 64 bytes, a cache line, and not eight columns apart. What is asked
 * of few uses, the details of their connects, is in a table beside it, 16 bytes more.
 */
@SuppressWarnings("EnumOrdinal") // the tables do not outlive the process
final class ConnectionRows {

  private static final int NUMBER = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int CLOSE = 3;

  /** Share of the connect + 1 and share of the close + 1, 32 bits each; 0 = not recorded. */
  private static final int SHARES = 4;

  /** Later destination. */
  private static final int PATH = 5;

  /** Fields from {@link #PORT} to {@link #SINCE_CONNECTED}. */
  private static final int FACTS = 6;

  /**
   * What the agent remembers of the tuple's previous use; 0 = nothing. Fields from {@link
   * #REMEMBERED_SIDE} to {@link #SINCE_REMEMBERED}.
   */
  private static final int REMEMBERED = 7;

  private static final int WIDTH = 8;

  private static final int HOST_AND_REQUEST = 0;
  private static final int FAILURE_AND_SITE = 1;
  private static final int DETAILS_WIDTH = 2;

  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ClosedBy[] CLOSED_BYS = ClosedBy.values();

  private static final BitField PORT = BitField.lowest(65_535);

  /** Its ordinal + 1; 0 = no connect. */
  private static final BitField OUTCOME = PORT.next(OUTCOMES.length);

  /** Its ordinal + 1; 0 = no close. */
  private static final BitField CLOSED_BY = OUTCOME.next(CLOSED_BYS.length);

  /** 1 = the outcome is one that this version does not know. */
  private static final BitField UNKNOWN_OUTCOME = CLOSED_BY.next(1);

  /** Since when the agent remembers a use that connected, in units of about 1 ms; 0 = none. */
  private static final BitField SINCE_CONNECTED = UNKNOWN_OUTCOME.next((1L << 31) - 1);

  private static final long SINCE_CONNECTED_UNIT = 1L << 20;

  /** 1 = the application bound the socket itself. */
  private static final BitField BOUND = SINCE_CONNECTED.next(1);

  /** The closing side's ordinal + 1; 0 = none. */
  private static final BitField REMEMBERED_SIDE = BitField.lowest(CLOSED_BYS.length);

  /** Its ordinal + 1. */
  private static final BitField REMEMBERED_OUTCOME = REMEMBERED_SIDE.next(OUTCOMES.length);

  /** From its end to this start, ns: up to two years. */
  private static final BitField SINCE_REMEMBERED = REMEMBERED_OUTCOME.next((1L << 56) - 1);

  private final LongTable table;
  private final LongTable details;

  ConnectionRows(Storage storage) {
    table = new LongTable(storage, WIDTH);
    details = new LongTable(storage, DETAILS_WIDTH);
  }

  long size() {
    return table.size();
  }

  long add(long number) {
    long row = table.add();
    details.add();
    table.set(row, NUMBER, number);
    return row;
  }

  /** Keeps the first {@code rows}. */
  void cut(long rows) {
    table.resize(rows);
    details.resize(rows);
  }

  void copy(long from, long to) {
    table.copy(from, to);
    details.copy(from, to);
  }

  void setConnect(long row, int share, long start, long end, @Nullable Outcome outcome) {
    table.set(row, START, start);
    table.set(row, END, end);
    table.set(row, SHARES, (share + 1L) << 32 | (table.get(row, SHARES) & 0xFFFFFFFFL));
    long unknown = outcome == null ? 1 : 0;
    long code = (outcome == null ? Outcome.FAILED : outcome).ordinal() + 1L;
    addFacts(row, OUTCOME.put(code) | UNKNOWN_OUTCOME.put(unknown));
  }

  void setClose(long row, int share, long time, ClosedBy closedBy) {
    table.set(row, CLOSE, time);
    table.set(row, SHARES, table.get(row, SHARES) | (share + 1L));
    addFacts(row, CLOSED_BY.put(closedBy.ordinal() + 1L));
  }

  private void addFacts(long row, long fields) {
    table.set(row, FACTS, table.get(row, FACTS) | fields);
  }

  /** Sets the tuple of the connect, or of the close where there is no connect. */
  void setTuple(long row, int path, int localPort) {
    setPath(row, path);
    table.set(row, FACTS, PORT.clear(table.get(row, FACTS)) | PORT.put(localPort));
  }

  /**
   * What else a connect says.
   *
   * @param host number of a name
   * @param request number of what was asked for
   * @param failure number of how it failed
   * @param site number of a name
   */
  void setDetails(long row, int host, int request, int failure, int site) {
    details.set(row, HOST_AND_REQUEST, (long) host << 32 | request);
    details.set(row, FAILURE_AND_SITE, (long) failure << 32 | site);
  }

  void setBound(long row) {
    addFacts(row, BOUND.put(1));
  }

  /**
   * What the agent remembers of the tuple's previous use.
   *
   * @param since from its end to this start, ns, 0 or more
   * @param closedBy null unless it connected
   */
  void setRemembered(long row, long since, Outcome outcome, @Nullable ClosedBy closedBy) {
    long side = closedBy == null ? 0 : closedBy.ordinal() + 1L;
    long code = outcome.ordinal() + 1L;
    table.set(
        row,
        REMEMBERED,
        SINCE_REMEMBERED.put(since) | REMEMBERED_OUTCOME.put(code) | REMEMBERED_SIDE.put(side));
  }

  /**
   * That it remembers a use that connected.
   *
   * @param since from its end to this start, ns, 0 or more; kept rounded up to a millisecond, and
   *     not if it is more than 26 days
   */
  void setRememberedConnected(long row, long since) {
    long units = since / SINCE_CONNECTED_UNIT + 1;
    if (units <= SINCE_CONNECTED.mask()) {
      addFacts(row, SINCE_CONNECTED.put(units));
    }
  }

  void setPath(long row, int path) {
    table.set(row, PATH, path);
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
    return SINCE_REMEMBERED.get(table.get(row, REMEMBERED));
  }

  Outcome rememberedOutcome(long row) {
    return OUTCOMES[(int) REMEMBERED_OUTCOME.get(table.get(row, REMEMBERED)) - 1];
  }

  @Nullable ClosedBy rememberedClosedBy(long row) {
    int code = (int) REMEMBERED_SIDE.get(table.get(row, REMEMBERED));
    return code == 0 ? null : CLOSED_BYS[code - 1];
  }

  /** At most so long ago, ns; {@link Long#MAX_VALUE} if none is remembered. */
  long sinceRememberedConnected(long row) {
    long units = SINCE_CONNECTED.get(table.get(row, FACTS));
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
    return (int) table.get(row, PATH);
  }

  int host(long row) {
    return (int) (details.get(row, HOST_AND_REQUEST) >>> 32);
  }

  int request(long row) {
    return (int) details.get(row, HOST_AND_REQUEST);
  }

  int failure(long row) {
    return (int) (details.get(row, FAILURE_AND_SITE) >>> 32);
  }

  int site(long row) {
    return (int) details.get(row, FAILURE_AND_SITE);
  }

  boolean bound(long row) {
    return BOUND.get(table.get(row, FACTS)) != 0;
  }

  int localPort(long row) {
    return (int) PORT.get(table.get(row, FACTS));
  }

  /** Null without a connect; FAILED where this version does not know it. */
  @Nullable Outcome outcome(long row) {
    int code = (int) OUTCOME.get(table.get(row, FACTS));
    return code == 0 ? null : OUTCOMES[code - 1];
  }

  boolean outcomeIsKnown(long row) {
    return UNKNOWN_OUTCOME.get(table.get(row, FACTS)) == 0;
  }

  /** Null without a close. */
  @Nullable ClosedBy closedBy(long row) {
    int code = (int) CLOSED_BY.get(table.get(row, FACTS));
    return code == 0 ? null : CLOSED_BYS[code - 1];
  }
}
