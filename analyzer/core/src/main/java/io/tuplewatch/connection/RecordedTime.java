package io.tuplewatch.connection;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When a JVM was recorded: the unbroken intervals that its chunks add up to. Between two of them
 * anything may have happened. Times are ns on CLOCK_MONOTONIC of the JVM's boot. Immutable.
 */
public final class RecordedTime {

  /** A change of chunks leaves no more than this between them (docs/decisions.md). */
  public static final long TOLERANCE_NANOS = 100_000_000L;

  /**
   * A JVM's share of one chunk.
   *
   * @param start of the chunk
   * @param firstEvent earliest event of the JVM in the chunk: the agent may have come later than
   *     the chunk's start
   * @param end of the chunk
   */
  record Chunk(long start, long firstEvent, long end) {}

  private final NavigableMap<Long, Long> endByBegin = new TreeMap<>();

  private RecordedTime() {}

  /** O(n log n). The same chunk may be there more than once. */
  static RecordedTime of(Collection<Chunk> chunks) {
    List<Chunk> inOrder = chunks.stream().sorted(Comparator.comparingLong(Chunk::start)).toList();
    RecordedTime recorded = new RecordedTime();
    for (Chunk chunk : inOrder) {
      recorded.add(chunk);
    }
    return recorded;
  }

  private void add(Chunk chunk) {
    Map.Entry<Long, Long> last = endByBegin.lastEntry();
    if (last != null && chunk.start() - last.getValue() <= TOLERANCE_NANOS) {
      endByBegin.put(last.getKey(), Math.max(last.getValue(), chunk.end()));
    } else {
      long begin = Math.max(chunk.start(), chunk.firstEvent());
      endByBegin.put(begin, Math.max(begin, chunk.end()));
    }
  }

  /** Length of the unbroken interval before {@code time}, ns; 0 if that was not recorded. */
  public long unbrokenBefore(long time) {
    Map.Entry<Long, Long> interval = endByBegin.floorEntry(time);
    return interval != null && time - interval.getValue() <= TOLERANCE_NANOS
        ? time - interval.getKey()
        : 0;
  }

  /** How many times the recording broke off and went on. */
  public int holes() {
    return Math.max(0, endByBegin.size() - 1);
  }
}
