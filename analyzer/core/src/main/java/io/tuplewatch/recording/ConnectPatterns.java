package io.tuplewatch.recording;

import io.tuplewatch.columns.LongIds;
import io.tuplewatch.recording.text.Texts;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What many connects of one chunk have in common: their JVM, their outcome, and how the tuple's
 * previous use ended. Few combinations, each known by a number from 0. Not thread-safe.
 */
public final class ConnectPatterns {

  /** A previous use without an outcome and a closing side. */
  private static final long NONE = 0;

  private final ChunkDictionary dictionary;

  /** Outcome and closing side of previous uses. */
  private final LongIds previousUses = new LongIds();

  /** Outcome and previous use. */
  private final LongIds outcomes = new LongIds();

  /** JVM and those two. */
  private final LongIds patterns = new LongIds();

  ConnectPatterns(ChunkDictionary dictionary) {
    this.dictionary = dictionary;
    previousUses.idOf(NONE);
  }

  public int size() {
    return patterns.size();
  }

  /** Number of a pattern, made of numbers of texts; that of {@code jvmId} is kept. */
  public int idOf(int jvmId, int outcome, int previousOutcome, int previousClosedBy) {
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

  /** The pattern that differs in how the tuple's previous use ended. */
  int withPreviousUse(int pattern, @Nullable String outcome, @Nullable String closedBy) {
    Texts texts = dictionary.texts();
    return idOf(jvmText(pattern), outcome(pattern), texts.idOf(outcome), texts.idOf(closedBy));
  }

  public long jvmId(int pattern) {
    return dictionary.jvmId(jvmText(pattern));
  }

  private int jvmText(int pattern) {
    return ChunkDictionary.first(patterns.get(pattern));
  }

  /** JVM ids by pattern, for whoever asks row by row: each is read from its text once. */
  public long[] jvmIds() {
    return IntStream.range(0, size()).mapToLong(this::jvmId).toArray();
  }

  /** Number of the outcome's text. */
  public int outcome(int pattern) {
    return word(recordedOutcome(pattern));
  }

  /** Number of the text of the previous use's outcome. */
  public int previousOutcome(int pattern) {
    return word(ChunkDictionary.first(previousUse(pattern)));
  }

  /** Number of the text of the previous use's closing side. */
  public int previousClosedBy(int pattern) {
    return word(ChunkDictionary.second(previousUse(pattern)));
  }

  private int recordedOutcome(int pattern) {
    return ChunkDictionary.first(use(pattern));
  }

  private long previousUse(int pattern) {
    return previousUses.get(ChunkDictionary.second(use(pattern)));
  }

  private long use(int pattern) {
    return outcomes.get(ChunkDictionary.second(patterns.get(pattern)));
  }

  private int word(int text) {
    return dictionary.replaced().idOf(TextKind.WORD, text);
  }

  /** Replaces the words of events that were read; the dictionary's texts are its own. */
  void replaceTexts(TextReplacement by) {
    ReplacedTexts replaced = dictionary.replaced();
    for (int pattern = 0; pattern < size(); pattern++) {
      replaced.replace(TextKind.WORD, recordedOutcome(pattern), by);
      long previous = previousUse(pattern);
      replaced.replace(TextKind.WORD, ChunkDictionary.first(previous), by);
      replaced.replace(TextKind.WORD, ChunkDictionary.second(previous), by);
    }
  }
}
