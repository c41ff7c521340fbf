package io.tuplewatch.recording;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.columns.RowIds;
import io.tuplewatch.columns.Rows;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Texts;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The SocketClose events of one chunk, in columns. As a list it makes a {@link CloseEvent} at every
 * step: for tests and for looking at a few. Not thread-safe.
 */
public final class CloseEvents extends AbstractList<CloseEvent> implements RandomAccess {

  private static final int NUMBER = 0;
  private static final int TIME = 1;
  private static final int PORT_AND_PATTERN = 2;

  private static final int JVM = 0;
  private static final int HOST_AND_PATH = 1;
  private static final int CLOSED_BY = 2;

  private final ChunkDictionary dictionary;
  private final Rows table;

  /** By the number that a row was read with, if that is not ~pattern itself. */
  private int[] patternOf = new int[0];

  private final RowIds patterns = new RowIds(3);

  CloseEvents(ChunkDictionary dictionary, FreeSegments free) {
    this.dictionary = dictionary;
    this.table = new Rows(3, free);
  }

  @Override
  public int size() {
    return table.size();
  }

  /** How many patterns there are; they are numbered from 0. */
  public int patterns() {
    return patterns.size();
  }

  /** What the close has in common with others: all but its number, its time and its port. */
  public int pattern(int row) {
    int number = ChunkDictionary.second(table.get(row, PORT_AND_PATTERN));
    return number < 0 ? ~number : patternOf[number];
  }

  public long jvmId(int pattern) {
    return dictionary.jvmId((int) patterns.get(pattern, JVM));
  }

  public long connectionId(int row) {
    return table.get(row, NUMBER);
  }

  /** Epoch ns on the JVM's wall clock. */
  public long time(int row) {
    return table.get(row, TIME);
  }

  /** Number of the host's text. */
  public int host(int pattern) {
    int host = ChunkDictionary.first(patterns.get(pattern, HOST_AND_PATH));
    return dictionary.replaced().of(TextKind.HOST, host);
  }

  /** Number of the path in the dictionary. */
  public int path(int pattern) {
    return ChunkDictionary.second(patterns.get(pattern, HOST_AND_PATH));
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return ChunkDictionary.first(table.get(row, PORT_AND_PATTERN));
  }

  /** Number of the text that says which side closed. */
  public int closedBy(int pattern) {
    return dictionary.replaced().of(TextKind.WORD, (int) patterns.get(pattern, CLOSED_BY));
  }

  /** Replaces the hosts and words of events that were read. */
  void replaceTexts(TextReplacement by) {
    ReplacedTexts replaced = dictionary.replaced();
    for (int pattern = 0; pattern < patterns.size(); pattern++) {
      int host = ChunkDictionary.first(patterns.get(pattern, HOST_AND_PATH));
      replaced.replace(TextKind.HOST, host, by);
      replaced.replace(TextKind.WORD, (int) patterns.get(pattern, CLOSED_BY), by);
    }
  }

  /** Number of a pattern; {@code jvmId} is the number of its text, which is kept. */
  public int pattern(int jvmId, int host, int path, int closedBy) {
    dictionary.texts().pin(jvmId);
    return patterns.idOf(jvmId, ChunkDictionary.both(host, path), closedBy);
  }

  /** A row whose pattern {@link #usePatterns} will give, or ~pattern. */
  public void add(long connectionId, long time, int localPort, int number) {
    table.add();
    long[] segment = table.lastSegment();
    int at = table.lastOffset();
    segment[at + NUMBER] = connectionId;
    segment[at + TIME] = time;
    segment[at + PORT_AND_PATTERN] = ChunkDictionary.both(localPort, number);
  }

  private void put(int row, long connectionId, long time, int localPort, int pattern) {
    table.set(row, NUMBER, connectionId);
    table.set(row, TIME, time);
    table.set(row, PORT_AND_PATTERN, ChunkDictionary.both(localPort, ~pattern));
  }

  /** Gives the patterns by the numbers that rows were added with. */
  public void usePatterns(int[] byNumber) {
    patternOf = byNumber;
  }

  void release() {
    table.release();
  }

  @Override
  public void clear() {
    table.clear();
  }

  @Override
  public void add(int index, CloseEvent event) {
    if (index != size()) {
      throw new UnsupportedOperationException("rows can only be added at the end");
    }
    put(table.add(), event);
  }

  @Override
  public CloseEvent set(int row, CloseEvent event) {
    CloseEvent before = get(row);
    put(row, event);
    return before;
  }

  private void put(int row, CloseEvent event) {
    Texts texts = dictionary.texts();
    int path =
        dictionary.path(
            texts.idOf(event.localAddress()), texts.idOf(event.address()), event.port());
    int pattern =
        pattern(
            texts.idOf(JvmId.text(event.jvmId())),
            texts.idOf(event.host()),
            path,
            texts.idOf(event.closedBy()));
    put(row, event.connectionId(), event.time(), event.localPort(), pattern);
  }

  @Override
  public CloseEvent get(int row) {
    Objects.checkIndex(row, size());
    Texts texts = dictionary.texts();
    int pattern = pattern(row);
    int path = path(pattern);
    return new CloseEvent(
        jvmId(pattern),
        connectionId(row),
        time(row),
        texts.get(host(pattern)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        texts.get(closedBy(pattern)));
  }
}
