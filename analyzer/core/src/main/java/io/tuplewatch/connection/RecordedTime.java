package io.tuplewatch.connection;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When a JVM was recorded: the unbroken intervals that its chunks add up to. Between two of them
 * anything may have happened. Times are ns on CLOCK_MONOTONIC of the JVM's boot. Immutable.
 */
public final class RecordedTime {

  /**
   * A change of chunks leaves no more than this between them
   * (docs/develop/decisions/recordings.md).
   */
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

  private final long[] begins;
  private final long[] ends;

  private RecordedTime(long[] begins, long[] ends) {
    this.begins = begins;
    this.ends = ends;
  }

  /** O(n log n). The same chunk may be there more than once. */
  static RecordedTime of(Collection<Chunk> chunks) {
    NavigableMap<Long, Long> endByBegin = new TreeMap<>();
    chunks.stream()
        .sorted(Comparator.comparingLong(Chunk::start).thenComparingLong(Chunk::firstEvent))
        .forEach(chunk -> add(chunk, endByBegin));
    return new RecordedTime(numbers(endByBegin.keySet()), numbers(endByBegin.values()));
  }

  private static void add(Chunk chunk, NavigableMap<Long, Long> endByBegin) {
    Map.Entry<Long, Long> last = endByBegin.lastEntry();
    if (last != null && chunk.start() - last.getValue() <= TOLERANCE_NANOS) {
      endByBegin.put(last.getKey(), Math.max(last.getValue(), chunk.end()));
    } else {
      long begin = Math.max(chunk.start(), chunk.firstEvent());
      endByBegin.put(begin, Math.max(begin, chunk.end()));
    }
  }

  private static long[] numbers(Collection<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** Length of the unbroken interval before {@code time}, ns; 0 if that was not recorded. */
  public long unbrokenBefore(long time) {
    int found = Arrays.binarySearch(begins, time);
    int interval = found >= 0 ? found : -found - 2;
    return interval >= 0 && time - ends[interval] <= TOLERANCE_NANOS ? time - begins[interval] : 0;
  }

  /** How many times the recording broke off and went on. */
  public int holes() {
    return Math.max(0, begins.length - 1);
  }
}
