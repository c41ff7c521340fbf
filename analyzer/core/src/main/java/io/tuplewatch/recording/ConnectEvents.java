package io.tuplewatch.recording;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.columns.Rows;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Texts;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The SocketConnect events of one chunk, in columns. As a list it makes a {@link ConnectEvent} at
 * every step: for tests and for looking at a few. Not thread-safe.
 */
public final class ConnectEvents extends AbstractList<ConnectEvent> implements RandomAccess {

  private static final int NUMBER = 0;
  private static final int START = 1;
  private static final int END = 2;
  private static final int PORT_AND_PATTERN = 3;
  private static final int SINCE_PREVIOUS_USE = 4;
  private static final int SINCE_CONNECTED_USE = 5;
  private static final int PATH_AND_REQUEST = 6;
  private static final int FAILURE_AND_SITE = 7;
  private static final int HOST = 8;
  private static final int WIDTH = 9;

  private final ChunkDictionary dictionary;
  private final Rows table;

  private final ConnectPatterns patterns;

  ConnectEvents(ChunkDictionary dictionary, FreeSegments free) {
    this.dictionary = dictionary;
    this.table = new Rows(WIDTH, free);
    this.patterns = new ConnectPatterns(dictionary);
  }

  @Override
  public int size() {
    return table.size();
  }

  /** What the numbers of patterns stand for. */
  public ConnectPatterns patterns() {
    return patterns;
  }

  /** Number of what it has in common with others. */
  public int pattern(int row) {
    return ChunkDictionary.second(table.get(row, PORT_AND_PATTERN));
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
    return ChunkDictionary.first(table.get(row, PATH_AND_REQUEST));
  }

  /** Number of the host's text. */
  public int host(int row) {
    return dictionary.replaced().idOf(TextKind.HOST, (int) table.get(row, HOST));
  }

  /** Takes the hosts of all events out of a set of texts. */
  void removeHosts(BitSet texts) {
    for (int row = 0; row < size(); row++) {
      texts.clear((int) table.get(row, HOST));
    }
  }

  /** Number in the dictionary of what was asked for. */
  public int request(int row) {
    return ChunkDictionary.second(table.get(row, PATH_AND_REQUEST));
  }

  /** Number in the dictionary of how it failed. */
  public int failure(int row) {
    return ChunkDictionary.first(table.get(row, FAILURE_AND_SITE));
  }

  /** Number in the dictionary of where it came from. */
  public int site(int row) {
    return ChunkDictionary.second(table.get(row, FAILURE_AND_SITE));
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return ChunkDictionary.first(table.get(row, PORT_AND_PATTERN));
  }

  /**
   * From the end of the tuple's previous use to this start, ns, as the agent remembers it; -1 if it
   * does not.
   */
  public long sincePreviousUse(int row) {
    return table.get(row, SINCE_PREVIOUS_USE);
  }

  /** Does the same from the end of its last use that connected; -1 if the agent remembers none. */
  public long sinceConnectedUse(int row) {
    return table.get(row, SINCE_CONNECTED_USE);
  }

  /** Replaces the words and hosts of events that were read; the dictionary's texts are its own. */
  void replaceTexts(TextReplacement by) {
    patterns.replaceTexts(by);
    ReplacedTexts replaced = dictionary.replaced();
    for (int row = 0; row < size(); row++) {
      replaced.replace(TextKind.HOST, (int) table.get(row, HOST), by);
    }
  }

  /** Adds a row with its numbers in the dictionary, of a tuple that the agent does not remember. */
  public void add(
      long connectionId,
      long start,
      long end,
      int localPort,
      int pattern,
      int host,
      int path,
      int request,
      int failure,
      int site) {
    table.add();
    long[] segment = table.lastSegment();
    int at = table.lastOffset();
    segment[at + NUMBER] = connectionId;
    segment[at + START] = start;
    segment[at + END] = end;
    segment[at + PORT_AND_PATTERN] = ChunkDictionary.both(localPort, pattern);
    segment[at + SINCE_PREVIOUS_USE] = -1;
    segment[at + SINCE_CONNECTED_USE] = -1;
    segment[at + PATH_AND_REQUEST] = ChunkDictionary.both(path, request);
    segment[at + FAILURE_AND_SITE] = ChunkDictionary.both(failure, site);
    segment[at + HOST] = host;
  }

  /**
   * How long ago the agent remembers uses of the last row's tuple.
   *
   * @param sincePreviousUse from the end of the previous use to this start, ns; below 0 or the
   *     greatest number = it does not
   * @param sinceConnectedUse the same from the last use that connected
   */
  public void setPreviousUse(long sincePreviousUse, long sinceConnectedUse) {
    long[] segment = table.lastSegment();
    int at = table.lastOffset();
    segment[at + SINCE_PREVIOUS_USE] = known(sincePreviousUse);
    segment[at + SINCE_CONNECTED_USE] = known(sinceConnectedUse);
  }

  /** The agent writes infinity where it remembers nothing; early agents the smallest number. */
  private static long known(long since) {
    return since < 0 || since == Long.MAX_VALUE ? -1 : since;
  }

  /**
   * What the agent remembers of the last row's tuple.
   *
   * @param sincePreviousUse as above
   * @param sinceConnectedUse as above
   * @param outcome of the previous use; null = nothing
   * @param closedBy side that closed it; null unless it connected
   */
  public void setPreviousUse(
      long sincePreviousUse,
      long sinceConnectedUse,
      @Nullable String outcome,
      @Nullable String closedBy) {
    int row = size() - 1;
    int pattern = patterns.withPreviousUse(pattern(row), outcome, closedBy);
    table.set(row, PORT_AND_PATTERN, ChunkDictionary.both(localPort(row), pattern));
    setPreviousUse(sincePreviousUse, sinceConnectedUse);
  }

  void release() {
    table.release();
  }

  @Override
  public void clear() {
    table.clear();
  }

  @Override
  public void add(int index, ConnectEvent event) {
    if (index != size()) {
      throw new UnsupportedOperationException("rows can only be added at the end");
    }
    Texts texts = dictionary.texts();
    add(
        event.connectionId(),
        event.start(),
        event.end(),
        event.localPort(),
        patterns.idOf(
            texts.idOf(JvmId.text(event.jvmId())),
            texts.idOf(event.outcome()),
            Texts.NULL,
            Texts.NULL),
        texts.idOf(event.host()),
        dictionary.path(
            texts.idOf(event.localAddress()), texts.idOf(event.address()), event.port()),
        dictionary.request(texts.idOf(event.api()), event.timeoutMillis(), event.bound()),
        dictionary.failure(
            texts.idOf(event.exceptionClass()), texts.idOf(event.exceptionMessage())),
        dictionary.site(texts.idOf(event.callSite()), texts.idOf(event.threadPool())));
  }

  @Override
  public ConnectEvent get(int row) {
    Objects.checkIndex(row, size());
    Texts texts = dictionary.texts();
    int pattern = pattern(row);
    int path = path(row);
    int request = request(row);
    int failure = failure(row);
    return new ConnectEvent(
        patterns.jvmId(pattern),
        connectionId(row),
        start(row),
        end(row),
        texts.get(host(row)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        dictionary.bound(request),
        texts.get(patterns.outcome(pattern)),
        texts.get(dictionary.exceptionClass(failure)),
        texts.get(dictionary.exceptionMessage(failure)),
        dictionary.timeoutMillis(request),
        texts.get(dictionary.api(request)),
        texts.get(dictionary.callSite(site(row))),
        texts.get(dictionary.threadPool(site(row))));
  }
}
