package io.tuplewatch.recording;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.columns.Storage;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The SocketClose events of one chunk, in columns. As a list it makes a {@link CloseEvent} at every
 * step: for tests and for looking at a few. Not thread-safe.
 */
public final class CloseEvents extends AbstractList<CloseEvent> implements RandomAccess {

  private static final int JVM = 0;
  private static final int NUMBER = 1;
  private static final int TIME = 2;
  private static final int HOST_AND_PATH = 3;
  private static final int PORT_AND_CLOSED_BY = 4;

  private final ChunkDictionary dictionary;
  private final LongTable table = new LongTable(new Storage(Long.MAX_VALUE), 5);

  CloseEvents(ChunkDictionary dictionary) {
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
  public long time(int row) {
    return table.get(row, TIME);
  }

  /** Number of the host's text. */
  public int host(int row) {
    return ChunkDictionary.first(table.get(row, HOST_AND_PATH));
  }

  /** Number of the path in the dictionary. */
  public int path(int row) {
    return ChunkDictionary.second(table.get(row, HOST_AND_PATH));
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return ChunkDictionary.first(table.get(row, PORT_AND_CLOSED_BY));
  }

  /** Number of the text that says which side closed. */
  public int closedBy(int row) {
    return ChunkDictionary.second(table.get(row, PORT_AND_CLOSED_BY));
  }

  /** Adds a row, to be filled with {@link #set}. */
  int add() {
    return (int) table.add();
  }

  void set(int row, long jvmId, long connectionId, long time) {
    table.set(row, JVM, jvmId);
    table.set(row, NUMBER, connectionId);
    table.set(row, TIME, time);
  }

  void set(int row, int host, int path, int localPort, int closedBy) {
    table.set(row, HOST_AND_PATH, ChunkDictionary.both(host, path));
    table.set(row, PORT_AND_CLOSED_BY, ChunkDictionary.both(localPort, closedBy));
  }

  @Override
  public void add(int index, CloseEvent event) {
    if (index != size()) {
      throw new UnsupportedOperationException("rows can only be added at the end");
    }
    put(add(), event);
  }

  @Override
  public CloseEvent set(int row, CloseEvent event) {
    CloseEvent before = get(row);
    put(row, event);
    return before;
  }

  private void put(int row, CloseEvent event) {
    Texts texts = dictionary.texts();
    set(row, event.jvmId(), event.connectionId(), event.time());
    set(
        row,
        texts.idOf(event.host()),
        dictionary.path(
            texts.idOf(event.localAddress()), texts.idOf(event.address()), event.port()),
        event.localPort(),
        texts.idOf(event.closedBy()));
  }

  @Override
  public CloseEvent get(int row) {
    Objects.checkIndex(row, size());
    Texts texts = dictionary.texts();
    int path = path(row);
    return new CloseEvent(
        jvmId(row),
        connectionId(row),
        time(row),
        texts.get(host(row)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        texts.get(closedBy(row)));
  }
}
