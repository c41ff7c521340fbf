package io.tuplewatch.columns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory of tables that are done with, for those to come: new memory must be found and zeroed, and
 * is copied by the garbage collector while it is in use. Thread-safe.
 */
public final class FreeSegments {

  private final long most;
  private final Map<Integer, Deque<long[]>> byLength = new HashMap<>();
  private long kept;

  /** Keeps at most {@code bytes}; 0 = nothing. */
  public FreeSegments(long bytes) {
    this.most = bytes / Long.BYTES;
  }

  /** An array whose content is arbitrary. */
  long[] take(int length) {
    long[] free = poll(length);
    return free == null ? new long[length] : free;
  }

  private synchronized long @Nullable [] poll(int length) {
    Deque<long[]> free = byLength.get(length);
    if (free == null || free.isEmpty()) {
      return null;
    }
    kept -= length;
    return free.pop();
  }

  synchronized void give(long[] segment) {
    if (kept + segment.length <= most) {
      kept += segment.length;
      byLength.computeIfAbsent(segment.length, length -> new ArrayDeque<>()).push(segment);
    }
  }
}
