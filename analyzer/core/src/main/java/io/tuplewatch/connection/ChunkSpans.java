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

  /** The span of one JVM's chunk. */
  static final class Span {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(long from, long to) {
      first = Math.min(first, from);
      last = Math.max(last, to);
    }
  }

  private final Map<Long, Span> spans = new HashMap<>();

  /** To be asked for only if an event is added: a JVM without events has no span. */
  Span span(long jvmId) {
    return spans.computeIfAbsent(jvmId, id -> new Span());
  }

  void forEach(Visitor visitor) {
    spans.forEach((jvmId, span) -> visitor.span(jvmId, span.first, span.last));
  }
}
