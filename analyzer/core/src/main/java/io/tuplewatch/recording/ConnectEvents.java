package io.tuplewatch.recording;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.Storage;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The SocketConnect events of one chunk, in columns. As a list it makes a {@link ConnectEvent} at
 * every step: for tests and for looking at a few. Not thread-safe.
 */
public final class ConnectEvents extends AbstractList<ConnectEvent> implements RandomAccess {

  private static final int JVM = 0;
  private static final int NUMBER = 1;
  private static final int START = 2;
  private static final int END = 3;
  private static final int PATH_AND_DETAILS = 4;
  private static final int PORT_AND_OUTCOME = 5;

  /** ns + 1; 0 = not known. */
  private static final int SINCE_PREVIOUS_USE = 6;

  private static final int PREVIOUS_OUTCOME_AND_SIDE = 7;

  private final ChunkDictionary dictionary;
  private final LongTable table = new LongTable(new Storage(Long.MAX_VALUE), 8);

  ConnectEvents(ChunkDictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public int size() {
    return (int) table.size();
  }

  public long jvmId(int row) {
    return table.get(row, JVM);
  }

  public long connectionId(int row) {
    return table.get(row, NUMBER);
  }

  /** Epoch ns on the JVM's wall clock. */
  public long start(int row) {
    return table.get(row, START);
  }

  /** Epoch ns, at or after the start. */
  public long end(int row) {
    return table.get(row, END);
  }

  /** Number of the path in the dictionary. */
  public int path(int row) {
    return ChunkDictionary.first(table.get(row, PATH_AND_DETAILS));
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return ChunkDictionary.first(table.get(row, PORT_AND_OUTCOME));
  }

  /** Number of the outcome's text. */
  public int outcome(int row) {
    return ChunkDictionary.second(table.get(row, PORT_AND_OUTCOME));
  }

  /**
   * From the end of the tuple's previous use to this start, ns, as the agent remembers it; -1 if it
   * does not.
   */
  public long sincePreviousUse(int row) {
    return table.get(row, SINCE_PREVIOUS_USE) - 1;
  }

  /** Number of the text of that use's outcome. */
  public int previousOutcome(int row) {
    return ChunkDictionary.first(table.get(row, PREVIOUS_OUTCOME_AND_SIDE));
  }

  /** Number of the text of that use's closing side. */
  public int previousClosedBy(int row) {
    return ChunkDictionary.second(table.get(row, PREVIOUS_OUTCOME_AND_SIDE));
  }

  /** Number of the details in the dictionary. */
  public int details(int row) {
    return ChunkDictionary.second(table.get(row, PATH_AND_DETAILS));
  }

  /** Adds a row, to be filled with {@link #set}. */
  int add() {
    return (int) table.add();
  }

  void set(int row, long jvmId, long connectionId, long start, long end) {
    table.set(row, JVM, jvmId);
    table.set(row, NUMBER, connectionId);
    table.set(row, START, start);
    table.set(row, END, end);
  }

  void set(int row, int path, int localPort, int outcome, int detailsId) {
    table.set(row, PATH_AND_DETAILS, ChunkDictionary.both(path, detailsId));
    table.set(row, PORT_AND_OUTCOME, ChunkDictionary.both(localPort, outcome));
  }

  /** What the agent remembers of the tuple; {@code since} below 0 = nothing. */
  void setPreviousUse(int row, long since, int outcome, int closedBy) {
    table.set(row, SINCE_PREVIOUS_USE, since < 0 ? 0 : since + 1);
    table.set(row, PREVIOUS_OUTCOME_AND_SIDE, ChunkDictionary.both(outcome, closedBy));
  }

  @Override
  public void add(int index, ConnectEvent event) {
    if (index != size()) {
      throw new UnsupportedOperationException("rows can only be added at the end");
    }
    put(add(), event);
  }

  @Override
  public ConnectEvent set(int row, ConnectEvent event) {
    ConnectEvent before = get(row);
    put(row, event);
    return before;
  }

  private void put(int row, ConnectEvent event) {
    Texts texts = dictionary.texts();
    set(row, event.jvmId(), event.connectionId(), event.start(), event.end());
    set(
        row,
        dictionary.path(
            texts.idOf(event.localAddress()), texts.idOf(event.address()), event.port()),
        event.localPort(),
        texts.idOf(event.outcome()),
        dictionary.details(
            ChunkDictionary.both(texts.idOf(event.host()), texts.idOf(event.api())),
            ChunkDictionary.both(
                texts.idOf(event.exceptionClass()), texts.idOf(event.exceptionMessage())),
            event.timeoutMillis(),
            event.bound(),
            texts.idOf(event.callSite()),
            0));
  }

  @Override
  public ConnectEvent get(int row) {
    Objects.checkIndex(row, size());
    Texts texts = dictionary.texts();
    int path = path(row);
    int detail = details(row);
    return new ConnectEvent(
        jvmId(row),
        connectionId(row),
        start(row),
        end(row),
        texts.get(dictionary.host(detail)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        dictionary.bound(detail),
        texts.get(outcome(row)),
        texts.get(dictionary.exceptionClass(detail)),
        texts.get(dictionary.exceptionMessage(detail)),
        dictionary.timeoutMillis(detail),
        texts.get(dictionary.api(detail)),
        texts.get(dictionary.callSite(detail)));
  }
}
