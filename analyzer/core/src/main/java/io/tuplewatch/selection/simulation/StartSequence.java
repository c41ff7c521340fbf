package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;

/**
 * Where the searches of one destination start. The kernel hashes (local address, remote address,
 * remote port, number of the 10 s window) to 64 bits: 16 of them name one of 2^16 counters, 32 are
 * added to it, and the sum modulo the span is the start. A new window is a new hash: the
 * <b>re-salt</b>. The counters are shared by all destinations; two meet in one of them with a
 * chance of 1 in 65,536. In place of SipHash with the kernel's secret stands another mixing of 64
 * bits with a seed. Not thread-safe.
 */
final class StartSequence {

  /** Number of counters of the kernel's table. */
  static final int COUNTERS = 1 << 16;

  /** Length of a window, ns. */
  static final long WINDOW_NANOS = 10_000_000_000L;

  private final PortSpace space;
  private final int[] counters;
  private final long secret;

  private long windowEnd = Long.MIN_VALUE;
  private int counter;
  private int addend;

  /**
   * @param counters the table shared by all destinations, {@link #COUNTERS}; or one counter, for a
   *     destination alone, which begins each window anew as with a counter of its own
   * @param secret what tells this destination, under this seed, from all others
   */
  StartSequence(PortSpace space, int[] counters, long secret) {
    this.space = space;
    this.counters = counters;
    this.secret = secret;
  }

  /**
   * What the start is the remainder of: 0 .. 2^32 - 1.
   *
   * @param now ns, never falling; 0 starts a window
   */
  long sum(long now) {
    if (now >= windowEnd) {
      long window = Math.floorDiv(now, WINDOW_NANOS);
      long hash = Draws.mix(secret + window);
      counter = (int) hash & (counters.length - 1);
      counters[counter] = counters.length == 1 ? 0 : counters[counter];
      addend = (int) (hash >>> 32);
      windowEnd = (window + 1) * WINDOW_NANOS;
    }
    return Integer.toUnsignedLong(counters[counter] + addend);
  }

  /** Index of the first candidate. */
  int start(long now) {
    return (int) (sum(now) % space.span()) / space.step();
  }

  /** A search ended well: the next one starts that many steps on. */
  void advance(int steps) {
    counters[counter] += steps * space.step();
  }

  /**
   * By how many steps the next search starts on: those that this one took, or a draw where that is
   * larger, and one more.
   */
  static int move(int steps, int draw) {
    return Math.max(steps, draw) + 1;
  }
}
