package io.tuplewatch.recording;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.columns.LongIds;
import io.tuplewatch.columns.Rows;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Texts;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.IntStream;
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

  /** A previous use without an outcome and a closing side. */
  private static final long NONE = 0;

  private final ChunkDictionary dictionary;
  private final Rows table;

  /** Outcome and closing side of previous uses. */
  private final LongIds previousUses = new LongIds();

  /** Outcome and previous use. */
  private final LongIds outcomes = new LongIds();

  /** JVM and those two. */
  private final LongIds patterns = new LongIds();

  ConnectEvents(ChunkDictionary dictionary, FreeSegments free) {
    this.dictionary = dictionary;
    this.table = new Rows(WIDTH, free);
    previousUses.idOf(NONE);
  }

  @Override
  public int size() {
    return table.size();
  }

  /** How many patterns there are; they are numbered from 0. */
  public int patterns() {
    return patterns.size();
  }

  /** Its JVM, its outcome, and how the tuple's previous use ended: few combinations. */
  public int pattern(int row) {
    return ChunkDictionary.second(table.get(row, PORT_AND_PATTERN));
  }

  public long jvmId(int pattern) {
    return dictionary.jvmId(jvmText(pattern));
  }

  /** JVM ids by pattern, for whoever asks row by row: each is read from its text once. */
  public long[] jvmIds() {
    return IntStream.range(0, patterns()).mapToLong(this::jvmId).toArray();
  }

  private int jvmText(int pattern) {
    return ChunkDictionary.first(patterns.get(pattern));
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

  /** Number of the outcome's text. */
  public int outcome(int pattern) {
    return word(recordedOutcome(pattern));
  }

  private int recordedOutcome(int pattern) {
    return ChunkDictionary.first(outcomes.get(ChunkDictionary.second(patterns.get(pattern))));
  }

  private long previousUse(int pattern) {
    long outcome = outcomes.get(ChunkDictionary.second(patterns.get(pattern)));
    return previousUses.get(ChunkDictionary.second(outcome));
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

  /** Number of the text of that use's outcome. */
  public int previousOutcome(int pattern) {
    return word(ChunkDictionary.first(previousUse(pattern)));
  }

  /** Number of the text of that use's closing side. */
  public int previousClosedBy(int pattern) {
    return word(ChunkDictionary.second(previousUse(pattern)));
  }

  private int word(int text) {
    return dictionary.replaced().idOf(TextKind.WORD, text);
  }

  /** Replaces the words and hosts of events that were read; the dictionary's texts are its own. */
  void replaceTexts(TextReplacement by) {
    ReplacedTexts replaced = dictionary.replaced();
    for (int pattern = 0; pattern < patterns.size(); pattern++) {
      replaced.replace(TextKind.WORD, recordedOutcome(pattern), by);
      long previous = previousUse(pattern);
      replaced.replace(TextKind.WORD, ChunkDictionary.first(previous), by);
      replaced.replace(TextKind.WORD, ChunkDictionary.second(previous), by);
    }
    for (int row = 0; row < size(); row++) {
      replaced.replace(TextKind.HOST, (int) table.get(row, HOST), by);
    }
  }

  /** Number of a pattern, made of numbers of texts; that of {@code jvmId} is kept. */
  public int pattern(int jvmId, int outcome, int previousOutcome, int previousClosedBy) {
    int known = patterns.size();
    long both = ChunkDictionary.both(previousOutcome, previousClosedBy);
    int previous = both == NONE ? 0 : previousUses.idOf(both);
    int use = outcomes.idOf(ChunkDictionary.both(outcome, previous));
    int pattern = patterns.idOf(ChunkDictionary.both(jvmId, use));
    if (pattern == known) {
      dictionary.texts().pin(jvmId);
    }
    return pattern;
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
    Texts texts = dictionary.texts();
    int before = pattern(row);
    int pattern =
        pattern(jvmText(before), outcome(before), texts.idOf(outcome), texts.idOf(closedBy));
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
        pattern(
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
        jvmId(pattern),
        connectionId(row),
        start(row),
        end(row),
        texts.get(host(row)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        dictionary.bound(request),
        texts.get(outcome(pattern)),
        texts.get(dictionary.exceptionClass(failure)),
        texts.get(dictionary.exceptionMessage(failure)),
        dictionary.timeoutMillis(request),
        texts.get(dictionary.api(request)),
        texts.get(dictionary.callSite(site(row))),
        texts.get(dictionary.threadPool(site(row))));
  }
}
