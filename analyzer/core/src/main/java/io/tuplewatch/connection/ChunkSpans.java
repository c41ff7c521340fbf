package io.tuplewatch.connection;

import java.util.HashMap;
import java.util.Map;

/** First and last moment of the events of each JVM in one chunk, epoch ns. Not thread-safe. */
final class ChunkSpans {

  /** Told of one JVM. */
  @FunctionalInterface
  interface Visitor {
    void span(long jvmId, long first, long last);
  }

  private static final class Span {
    final long jvmId;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    Span(long jvmId) {
      this.jvmId = jvmId;
    }
  }

  private final Map<Long, Span> spans = new HashMap<>();
  private Span current = new Span(0); // not in the map: most chunks are of one JVM

  void add(long jvmId, long first, long last) {
    if (spans.isEmpty() || current.jvmId != jvmId) {
      current = spans.computeIfAbsent(jvmId, Span::new);
    }
    current.first = Math.min(current.first, first);
    current.last = Math.max(current.last, last);
  }

  void forEach(Visitor visitor) {
    spans.values().forEach(span -> visitor.span(span.jvmId, span.first, span.last));
  }
}
