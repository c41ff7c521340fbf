package io.tuplewatch.recording;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.columns.LongIds;
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
  private static final int HOST_AND_PATH = 3;
  private static final int WIDTH = 4;

  private final ChunkDictionary dictionary;
  private final Rows table;
  private final LongIds patterns = new LongIds();

  CloseEvents(ChunkDictionary dictionary, FreeSegments free) {
    this.dictionary = dictionary;
    this.table = new Rows(WIDTH, free);
  }

  @Override
  public int size() {
    return table.size();
  }

  /** How many patterns there are; they are numbered from 0. */
  public int patterns() {
    return patterns.size();
  }

  /** Its JVM and which side closed: few combinations. */
  public int pattern(int row) {
    return ChunkDictionary.second(table.get(row, PORT_AND_PATTERN));
  }

  public long jvmId(int pattern) {
    return dictionary.jvmId(ChunkDictionary.first(patterns.get(pattern)));
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
    return dictionary.replaced().idOf(TextKind.HOST, recordedHost(row));
  }

  private int recordedHost(int row) {
    return ChunkDictionary.first(table.get(row, HOST_AND_PATH));
  }

  /** Number of the path in the dictionary. */
  public int path(int row) {
    return ChunkDictionary.second(table.get(row, HOST_AND_PATH));
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return ChunkDictionary.first(table.get(row, PORT_AND_PATTERN));
  }

  /** Number of the text that says which side closed. */
  public int closedBy(int pattern) {
    return dictionary.replaced().idOf(TextKind.WORD, recordedClosedBy(pattern));
  }

  private int recordedClosedBy(int pattern) {
    return ChunkDictionary.second(patterns.get(pattern));
  }

  /** Replaces the hosts and words of events that were read. */
  void replaceTexts(TextReplacement by) {
    ReplacedTexts replaced = dictionary.replaced();
    for (int pattern = 0; pattern < patterns.size(); pattern++) {
      replaced.replace(TextKind.WORD, recordedClosedBy(pattern), by);
    }
    for (int row = 0; row < size(); row++) {
      replaced.replace(TextKind.HOST, recordedHost(row), by);
    }
  }

  /** Number of a pattern; {@code jvmId} is the number of its text, which is kept. */
  public int pattern(int jvmId, int closedBy) {
    int known = patterns.size();
    int pattern = patterns.idOf(ChunkDictionary.both(jvmId, closedBy));
    if (pattern == known) {
      dictionary.texts().pin(jvmId);
    }
    return pattern;
  }

  /** Adds a row with its numbers in the dictionary. */
  public void add(long connectionId, long time, int localPort, int pattern, int host, int path) {
    table.add();
    long[] segment = table.lastSegment();
    int at = table.lastOffset();
    segment[at + NUMBER] = connectionId;
    segment[at + TIME] = time;
    segment[at + PORT_AND_PATTERN] = ChunkDictionary.both(localPort, pattern);
    segment[at + HOST_AND_PATH] = ChunkDictionary.both(host, path);
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
    Texts texts = dictionary.texts();
    add(
        event.connectionId(),
        event.time(),
        event.localPort(),
        pattern(texts.idOf(JvmId.text(event.jvmId())), texts.idOf(event.closedBy())),
        texts.idOf(event.host()),
        dictionary.path(
            texts.idOf(event.localAddress()), texts.idOf(event.address()), event.port()));
  }

  @Override
  public CloseEvent get(int row) {
    Objects.checkIndex(row, size());
    Texts texts = dictionary.texts();
    int path = path(row);
    return new CloseEvent(
        jvmId(pattern(row)),
        connectionId(row),
        time(row),
        texts.get(host(row)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        texts.get(closedBy(pattern(row))));
  }
}
