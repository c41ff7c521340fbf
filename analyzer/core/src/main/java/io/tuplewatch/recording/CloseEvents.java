package io.tuplewatch.recording;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The SocketClose events of one chunk, in columns. As a list it makes a {@link CloseEvent} at every
 * step: for tests and for looking at a few. Not thread-safe.
 */
public final class CloseEvents extends AbstractList<CloseEvent> implements RandomAccess {

  private static final int FIRST_ROWS = 16;

  private final ChunkDictionary dictionary;
  private long[] jvmIds = new long[FIRST_ROWS];
  private long[] connectionIds = new long[FIRST_ROWS];
  private long[] times = new long[FIRST_ROWS];
  private int[] hosts = new int[FIRST_ROWS];
  private int[] paths = new int[FIRST_ROWS];
  private int[] localPorts = new int[FIRST_ROWS];
  private int[] closedBys = new int[FIRST_ROWS];
  private int size;

  CloseEvents(ChunkDictionary dictionary) {
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
  public long time(int row) {
    return times[row];
  }

  /** Number of the host's text. */
  public int host(int row) {
    return hosts[row];
  }

  /** Number of the path in the dictionary. */
  public int path(int row) {
    return paths[row];
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return localPorts[row];
  }

  /** Number of the text that says which side closed. */
  public int closedBy(int row) {
    return closedBys[row];
  }

  /** Adds a row, to be filled with {@link #set}. */
  int add() {
    if (size == jvmIds.length) {
      grow();
    }
    return size++;
  }

  void set(int row, long jvmId, long connectionId, long time) {
    jvmIds[row] = jvmId;
    connectionIds[row] = connectionId;
    times[row] = time;
  }

  void set(int row, int host, int path, int localPort, int closedBy) {
    hosts[row] = host;
    paths[row] = path;
    localPorts[row] = localPort;
    closedBys[row] = closedBy;
  }

  @Override
  public void add(int index, CloseEvent event) {
    if (index != size) {
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
    Objects.checkIndex(row, size);
    Texts texts = dictionary.texts();
    int path = paths[row];
    return new CloseEvent(
        jvmIds[row],
        connectionIds[row],
        times[row],
        texts.get(hosts[row]),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPorts[row],
        texts.get(closedBys[row]));
  }

  private void grow() {
    int rows = 2 * size;
    jvmIds = Arrays.copyOf(jvmIds, rows);
    connectionIds = Arrays.copyOf(connectionIds, rows);
    times = Arrays.copyOf(times, rows);
    hosts = Arrays.copyOf(hosts, rows);
    paths = Arrays.copyOf(paths, rows);
    localPorts = Arrays.copyOf(localPorts, rows);
    closedBys = Arrays.copyOf(closedBys, rows);
  }
}
