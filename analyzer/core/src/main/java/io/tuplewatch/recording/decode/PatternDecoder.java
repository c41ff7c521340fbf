package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import java.io.IOException;
import java.util.Set;

/**
 * Adds events most of whose fields repeat: these are looked at once per combination of values, the
 * event's pattern. Not thread-safe.
 */
abstract class PatternDecoder extends EventDecoder {

  /** Whose connection, between which addresses, made how, and how it ended. */
  static final Set<String> REPEATED =
      Set.of(
          "stackTrace",
          FieldNames.JVM_ID,
          FieldNames.HOST,
          FieldNames.ADDRESS,
          FieldNames.PORT,
          FieldNames.LOCAL_ADDRESS,
          FieldNames.BOUND,
          FieldNames.OUTCOME,
          FieldNames.EXCEPTION_CLASS,
          FieldNames.EXCEPTION_MESSAGE,
          FieldNames.TIMEOUT,
          FieldNames.API,
          FieldNames.PREVIOUS_OUTCOME,
          FieldNames.PREVIOUS_CLOSED_BY,
          FieldNames.CLOSED_BY);

  /** The same as {@link #values}, whose readings take the long way. */
  final RunLayout layout;

  /** Known patterns are no longer looked for, for a while, if fewer than half of so many were. */
  private static final int TRIED = 1 << 11;

  private static final int LEFT_OUT = 1 << 15;

  private final int startTime;
  private int tries;
  private int hits;

  PatternDecoder(RunLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    this.layout = layout;
    startTime = layout.requiredVarint("startTime");
  }

  @Override
  final void decode(ChunkInput in, ChunkEvents events) throws IOException {
    layout.read(in);
    addTo(events);
  }

  @Override
  final boolean decodeKnown(ChunkInput in, long end, ChunkEvents events) throws IOException {
    in.limit(end, in.size());
    boolean known = isWorthATry() && layout.readKnown(in);
    hits += known ? 1 : 0;
    if (known || (layout.knowsEnough() && layout.readStraight(in))) {
      addTo(events);
      return true;
    }
    return false;
  }

  private boolean isWorthATry() {
    if (!layout.knowsEnough()) {
      return true;
    }
    if (++tries == TRIED) {
      tries = 2 * hits > TRIED ? 0 : -LEFT_OUT;
      hits = 0;
    }
    return tries >= 0;
  }

  /** As {@link ConnectEvents#add} and {@link CloseEvents#add} take it. */
  final int patternNumber(ChunkEvents events) {
    int pattern = layout.pattern();
    return pattern == RunLayout.NO_PATTERN ? ~newPattern(events) : pattern;
  }

  /** When the event read last began, ticks. */
  final long startTicks() {
    return layout.varint(startTime);
  }

  /**
   * Patterns are put together at the end: in the midst of the events the compiler would take this
   * for hot, as all are new at first, and copy it into the loop over the events.
   */
  @Override
  final void addPatterns(ChunkEvents events) {
    boolean complete = false;
    try {
      int[] patterns = new int[layout.patterns()];
      for (int i = 0; i < patterns.length; i++) {
        layout.recallPattern(i);
        patterns[i] = newPattern(events);
      }
      usePatterns(events, patterns);
      complete = true;
    } finally {
      if (!complete) {
        drop(events);
      }
    }
  }

  /** Number of the pattern that the repeated fields of the event read last are. */
  abstract int newPattern(ChunkEvents events);

  /** Puts patterns in the place of the layout's numbers. */
  abstract void usePatterns(ChunkEvents events, int[] patternOf);

  /** Takes back the events that were added: they have no patterns. */
  abstract void drop(ChunkEvents events);
}
