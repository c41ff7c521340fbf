package io.tuplewatch.selection.recorded;

import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How many connects started in each second of wall time: what {@link RecordedLoad} of several parts
 * is cut by, so that it is that of all of them at once. Twelve bytes for each second that has any.
 * Immutable.
 */
public final class ConnectsBySecond implements Serializable {

  private static final long serialVersionUID = 1;

  private static final long SECOND = 1_000_000_000L;

  /** Counts of no connects. */
  public static final ConnectsBySecond NONE = new ConnectsBySecond(new long[0], new int[0]);

  /** In order. */
  private final long[] seconds;

  private final int[] connects;

  private ConnectsBySecond(long[] seconds, int[] connects) {
    this.seconds = seconds;
    this.connects = connects;
  }

  /** O(n). */
  public static ConnectsBySecond of(ClassifiedUses uses) {
    Counter counter = new Counter(16);
    for (int index = 0; index < uses.size(); index++) {
      counter.add(Math.floorDiv(uses.wallTime(index), SECOND), 1);
    }
    return counter.counts();
  }

  /** Those and these. O(seconds). */
  public ConnectsBySecond and(ConnectsBySecond other) {
    Counter sum = new Counter(Math.max(seconds.length, other.seconds.length));
    int mine = 0;
    int others = 0;
    while (mine < seconds.length || others < other.seconds.length) {
      boolean my =
          others == other.seconds.length
              || (mine < seconds.length && seconds[mine] <= other.seconds[others]);
      if (my) {
        sum.add(seconds[mine], connects[mine++]);
      } else {
        sum.add(other.seconds[others], other.connects[others++]);
      }
    }
    return sum.counts();
  }

  /** All connects. */
  public long total() {
    return Arrays.stream(connects).asLongStream().sum();
  }

  /**
   * The begin, epoch ns, of the first second that is too much: those before hold {@code most}
   * connects at most, or are one second. {@link Long#MAX_VALUE} if all are not too much.
   */
  public long until(long most) {
    long sum = 0;
    for (int i = 0; i < seconds.length; i++) {
      sum += connects[i];
      if (sum > most && i > 0) {
        return seconds[i] * SECOND;
      }
    }
    return Long.MAX_VALUE;
  }

  /** Takes counts in the order of time. */
  private static final class Counter {
    private long[] seconds;
    private int[] connects;
    private int size;

    Counter(int expected) {
      seconds = new long[Math.max(1, expected)];
      connects = new int[seconds.length];
    }

    void add(long second, int count) {
      if (size == 0 || seconds[size - 1] != second) {
        if (size == seconds.length) {
          seconds = Arrays.copyOf(seconds, 2 * size);
          connects = Arrays.copyOf(connects, 2 * size);
        }
        seconds[size++] = second;
      }
      connects[size - 1] += count;
    }

    ConnectsBySecond counts() {
      return new ConnectsBySecond(Arrays.copyOf(seconds, size), Arrays.copyOf(connects, size));
    }
  }
}
