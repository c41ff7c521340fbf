package io.tuplewatch.recording;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.columns.RowIds;
import io.tuplewatch.columns.Rows;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.recording.text.Texts;
import java.util.AbstractList;
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

  private static final int JVM = 0;
  private static final int PATH_AND_DETAILS = 1;
  private static final int OUTCOME = 2;
  private static final int PREVIOUS_OUTCOME_AND_SIDE = 3;

  private final ChunkDictionary dictionary;
  private final Rows table;

  /** By the number that a row was read with, if that is not ~pattern itself. */
  private int[] patternOf = new int[0];

  private final RowIds patterns = new RowIds(4);

  ConnectEvents(ChunkDictionary dictionary, FreeSegments free) {
    this.dictionary = dictionary;
    this.table = new Rows(6, free);
  }

  @Override
  public int size() {
    return table.size();
  }

  /** How many patterns there are; they are numbered from 0. */
  public int patterns() {
    return patterns.size();
  }

  /** What the connect has in common with others: all but its number, its times and its port. */
  public int pattern(int row) {
    int number = ChunkDictionary.second(table.get(row, PORT_AND_PATTERN));
    return number < 0 ? ~number : patternOf[number];
  }

  public long jvmId(int pattern) {
    return dictionary.jvmId(jvmText(pattern));
  }

  private int jvmText(int pattern) {
    return (int) patterns.get(pattern, JVM);
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
  public int path(int pattern) {
    return ChunkDictionary.first(patterns.get(pattern, PATH_AND_DETAILS));
  }

  /** Source port as recorded, not yet validated. */
  public int localPort(int row) {
    return ChunkDictionary.first(table.get(row, PORT_AND_PATTERN));
  }

  /** Number of the outcome's text. */
  public int outcome(int pattern) {
    return word((int) patterns.get(pattern, OUTCOME));
  }

  /**
   * From the end of the tuple's previous use to this start, ns, as the agent remembers it; -1 if it
   * does not.
   */
  public long sincePreviousUse(int row) {
    return table.get(row, SINCE_PREVIOUS_USE);
  }

  /** The same from the end of its last use that connected; -1 if the agent remembers none. */
  public long sinceConnectedUse(int row) {
    return table.get(row, SINCE_CONNECTED_USE);
  }

  /** Number of the text of that use's outcome. */
  public int previousOutcome(int pattern) {
    return word(ChunkDictionary.first(patterns.get(pattern, PREVIOUS_OUTCOME_AND_SIDE)));
  }

  /** Number of the text of that use's closing side. */
  public int previousClosedBy(int pattern) {
    return word(ChunkDictionary.second(patterns.get(pattern, PREVIOUS_OUTCOME_AND_SIDE)));
  }

  private int word(int text) {
    return dictionary.replaced().of(TextKind.WORD, text);
  }

  /** Replaces the words of events that were read; the dictionary's texts are its own. */
  void replaceTexts(TextReplacement by) {
    ReplacedTexts replaced = dictionary.replaced();
    for (int pattern = 0; pattern < patterns.size(); pattern++) {
      replaced.replace(TextKind.WORD, (int) patterns.get(pattern, OUTCOME), by);
      long previous = patterns.get(pattern, PREVIOUS_OUTCOME_AND_SIDE);
      replaced.replace(TextKind.WORD, ChunkDictionary.first(previous), by);
      replaced.replace(TextKind.WORD, ChunkDictionary.second(previous), by);
    }
  }

  /** Number of the details in the dictionary. */
  public int details(int pattern) {
    return ChunkDictionary.second(patterns.get(pattern, PATH_AND_DETAILS));
  }

  /** Number of a pattern; {@code jvmId} is the number of its text, which is kept. */
  public int pattern(
      int jvmId, int path, int outcome, int detailsId, int previousOutcome, int previousClosedBy) {
    dictionary.texts().pin(jvmId);
    return patterns.idOf(
        jvmId,
        ChunkDictionary.both(path, detailsId),
        outcome,
        ChunkDictionary.both(previousOutcome, previousClosedBy));
  }

  /**
   * A row whose pattern {@link #usePatterns} will give, or ~pattern; what the agent remembers of
   * its tuple is how long ago the uses were, ns, below 0 or the greatest number = nothing.
   */
  public void add(
      long connectionId,
      long start,
      long end,
      int localPort,
      int number,
      long sincePreviousUse,
      long sinceConnectedUse) {
    table.add();
    long[] segment = table.lastSegment();
    int at = table.lastOffset();
    segment[at + NUMBER] = connectionId;
    segment[at + START] = start;
    segment[at + END] = end;
    segment[at + PORT_AND_PATTERN] = ChunkDictionary.both(localPort, number);
    segment[at + SINCE_PREVIOUS_USE] = known(sincePreviousUse);
    segment[at + SINCE_CONNECTED_USE] = known(sinceConnectedUse);
  }

  /**
   * What the agent remembers of the last row's tuple.
   *
   * @param sincePreviousUse from the end of the previous use to this start, ns; below 0 or the
   *     greatest number = nothing
   * @param sinceConnectedUse the same from the last use that connected
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
        pattern(
            jvmText(before),
            path(before),
            outcome(before),
            details(before),
            texts.idOf(outcome),
            texts.idOf(closedBy));
    table.set(row, PORT_AND_PATTERN, ChunkDictionary.both(localPort(row), ~pattern));
    table.set(row, SINCE_PREVIOUS_USE, known(sincePreviousUse));
    table.set(row, SINCE_CONNECTED_USE, known(sinceConnectedUse));
  }

  /** The agent writes infinity where it remembers nothing; early agents the smallest number. */
  private static long known(long since) {
    return since < 0 || since == Long.MAX_VALUE ? -1 : since;
  }

  private void put(int row, long connectionId, long start, long end, int localPort, int pattern) {
    table.set(row, NUMBER, connectionId);
    table.set(row, START, start);
    table.set(row, END, end);
    table.set(row, PORT_AND_PATTERN, ChunkDictionary.both(localPort, ~pattern));
    table.set(row, SINCE_PREVIOUS_USE, -1);
    table.set(row, SINCE_CONNECTED_USE, -1);
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
  public void add(int index, ConnectEvent event) {
    if (index != size()) {
      throw new UnsupportedOperationException("rows can only be added at the end");
    }
    put(table.add(), event);
  }

  @Override
  public ConnectEvent set(int row, ConnectEvent event) {
    ConnectEvent before = get(row);
    put(row, event);
    return before;
  }

  private void put(int row, ConnectEvent event) {
    Texts texts = dictionary.texts();
    int path =
        dictionary.path(
            texts.idOf(event.localAddress()), texts.idOf(event.address()), event.port());
    int detailsId =
        dictionary.details(
            ChunkDictionary.both(texts.idOf(event.host()), texts.idOf(event.api())),
            ChunkDictionary.both(
                texts.idOf(event.exceptionClass()), texts.idOf(event.exceptionMessage())),
            event.timeoutMillis(),
            event.bound(),
            texts.idOf(event.callSite()),
            0);
    int pattern =
        pattern(
            texts.idOf(JvmId.text(event.jvmId())),
            path,
            texts.idOf(event.outcome()),
            detailsId,
            Texts.NULL,
            Texts.NULL);
    put(row, event.connectionId(), event.start(), event.end(), event.localPort(), pattern);
  }

  @Override
  public ConnectEvent get(int row) {
    Objects.checkIndex(row, size());
    Texts texts = dictionary.texts();
    int pattern = pattern(row);
    int path = path(pattern);
    int detail = details(pattern);
    return new ConnectEvent(
        jvmId(pattern),
        connectionId(row),
        start(row),
        end(row),
        texts.get(dictionary.host(detail)),
        texts.get(dictionary.remote(path)),
        dictionary.port(path),
        texts.get(dictionary.local(path)),
        localPort(row),
        dictionary.bound(detail),
        texts.get(outcome(pattern)),
        texts.get(dictionary.exceptionClass(detail)),
        texts.get(dictionary.exceptionMessage(detail)),
        dictionary.timeoutMillis(detail),
        texts.get(dictionary.api(detail)),
        texts.get(dictionary.callSite(detail)));
  }
}
