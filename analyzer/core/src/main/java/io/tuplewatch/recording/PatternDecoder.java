package io.tuplewatch.recording;

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
          "jvmId",
          "host",
          "address",
          "port",
          "localAddress",
          "bound",
          "outcome",
          "exceptionClass",
          "exceptionMessage",
          "timeout",
          "api",
          "previousOutcome",
          "previousClosedBy",
          "closedBy");

  private final RunLayout layout;

  PatternDecoder(RunLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    this.layout = layout;
  }

  /** What the event read last has in common with others, by number; until {@link #addPatterns}. */
  final int combination() {
    return layout.combination();
  }

  /**
   * Patterns are put together at the end: in the midst of the events the compiler would take this
   * for hot, as all combinations are new at first, and copy it into the loop over the events.
   */
  @Override
  final void addPatterns(ChunkEvents events) {
    boolean complete = false;
    try {
      int[] patterns = new int[layout.combinations()];
      for (int i = 0; i < patterns.length; i++) {
        layout.recallCombination(i);
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

  /** Puts patterns in the place of combinations. */
  abstract void usePatterns(ChunkEvents events, int[] patternOf);

  /** Takes back the events that were added: they have no patterns. */
  abstract void drop(ChunkEvents events);
}
