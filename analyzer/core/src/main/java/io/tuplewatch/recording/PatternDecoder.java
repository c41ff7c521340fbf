package io.tuplewatch.recording;

import java.io.IOException;
import java.util.Arrays;
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

  /** Pattern + 1 by combination; 0 = new. */
  private int[] patterns = new int[64];

  PatternDecoder(RunLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    this.layout = layout;
  }

  /** Number of the pattern of the event read last. */
  final int pattern(ChunkEvents events) {
    int combination = layout.combination();
    if (combination >= patterns.length) {
      patterns = Arrays.copyOf(patterns, Math.multiplyExact(2, combination));
    }
    if (patterns[combination] == 0) {
      patterns[combination] = newPattern(events) + 1;
    }
    return patterns[combination] - 1;
  }

  /** Number of the pattern of the event read last, to be put together from its fields. */
  abstract int newPattern(ChunkEvents events);
}
