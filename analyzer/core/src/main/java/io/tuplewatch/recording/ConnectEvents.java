package io.tuplewatch.recording;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The SocketConnect events of one chunk, in columns. As a list it makes a {@link ConnectEvent} at
 * every step: for tests and for looking at a few. Not thread-safe.
 */
public final class ConnectEvents extends AbstractList<ConnectEvent> implements RandomAccess {

  private static final int FIRST_ROWS = 16;

  private final ChunkDictionary dictionary;
  private long[] jvmIds = new long[FIRST_ROWS];
  private long[] connectionIds = new long[FIRST_ROWS];
  private long[] starts = new long[FIRST_ROWS];
  private long[] ends = new long[FIRST_ROWS];
  private int[] paths = new int[FIRST_ROWS];
  private int[] localPorts = new int[FIRST_ROWS];
  private int[] outcomes = new int[FIRST_ROWS];
  private int[] details = new int[FIRST_ROWS];
  private int size;

  ConnectEvents(ChunkDictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public int size() {
    return size;
  }

  public long jvmId(int row) {
    return jvmIds[row];
  }

  public long connectionId(int row) {
    return connectionIds[row];
  }

  /** Epoch ns on the JVM's wall clock. */
  public long start(int row) {
    return starts[row];
  }

  /** Epoch ns, at or after the start. */
  public long end(int row) {
    return ends[row];
  }

  /** Number of the path in the dictionary. */
  public int path(int row) {
    return paths[row];
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return localPorts[row];
  }

  /** Number of the outcome's text. */
  public int outcome(int row) {
    return outcomes[row];
  }

  /** Number of the details in the dictionary. */
  public int details(int row) {
    return details[row];
  }

  /** Adds a row, to be filled with {@link #set}. */
  int add() {
    if (size == jvmIds.length) {
      grow();
    }
    return size++;
  }

  void set(int row, long jvmId, long connectionId, long start, long end) {
    jvmIds[row] = jvmId;
    connectionIds[row] = connectionId;
    starts[row] = start;
    ends[row] = end;
  }

  void set(int row, int path, int localPort, int outcome, int detailsId) {
    paths[row] = path;
    localPorts[row] = localPort;
    outcomes[row] = outcome;
    details[row] = detailsId;
  }

  @Override
  public void add(int index, ConnectEvent event) {
    if (index != size) {
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
    Objects.checkIndex(row, size);
    Texts texts = dictionary.texts();
    int path = paths[row];
    int detail = details[row];
    return new ConnectEvent(
        jvmIds[row],
        connectionIds[row],
        starts[row],
        ends[row],
        texts.get(dictionary.host(detail)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPorts[row],
        dictionary.bound(detail),
        texts.get(outcomes[row]),
        texts.get(dictionary.exceptionClass(detail)),
        texts.get(dictionary.exceptionMessage(detail)),
        dictionary.timeoutMillis(detail),
        texts.get(dictionary.api(detail)),
        texts.get(dictionary.callSite(detail)));
  }

  private void grow() {
    int rows = 2 * size;
    jvmIds = Arrays.copyOf(jvmIds, rows);
    connectionIds = Arrays.copyOf(connectionIds, rows);
    starts = Arrays.copyOf(starts, rows);
    ends = Arrays.copyOf(ends, rows);
    paths = Arrays.copyOf(paths, rows);
    localPorts = Arrays.copyOf(localPorts, rows);
    outcomes = Arrays.copyOf(outcomes, rows);
    details = Arrays.copyOf(details, rows);
  }
}
