package io.tuplewatch.cli.watch;

import java.util.Arrays;

/**
 * Connects of the last minute: how many, and how long those took that worked. Six slots of 10 s;
 * times in classes of a quarter of an octave from 65 us to 69 s, so that a quantile is right to a
 * tenth. At most 2.1 KB. Not thread-safe.
 */
final class Recent {

  private static final int SLOTS = 6;
  private static final long SLOT_NANOS = 10_000_000_000L;
  private static final int FIRST_OCTAVE = 16;
  private static final int CLASSES = 80;

  private final int[] connects = new int[SLOTS];
  private final int[] failures = new int[SLOTS];
  private final int[][] classes = new int[SLOTS][];
  private final long begin;
  private long slot;

  /**
   * What the last minute held.
   *
   * @param connectsPerSecond that worked or failed
   * @param failuresPerSecond of them, failed
   * @param p50 median time of those that worked, ns; -1 if none did
   * @param p99 99th percentile, ns; -1 if none did
   */
  record Rates(double connectsPerSecond, double failuresPerSecond, long p50, long p99) {}

  /** Begins at a {@link System#nanoTime}. */
  Recent(long now) {
    begin = now;
    slot = now / SLOT_NANOS;
  }

  /** Takes a connect that worked or failed, seen at a {@link System#nanoTime}. */
  void add(long now, boolean failed, long pendingNanos) {
    moveTo(now);
    int at = (int) Math.floorMod(slot, (long) SLOTS);
    connects[at]++;
    if (failed) {
      failures[at]++;
      return;
    }
    if (classes[at] == null) {
      classes[at] = new int[CLASSES];
    }
    classes[at][classOf(pendingNanos)]++;
  }

  Rates rates(long now) {
    moveTo(now);
    int[] sum = new int[CLASSES];
    for (int[] counts : classes) {
      for (int i = 0; counts != null && i < CLASSES; i++) {
        sum[i] += counts[i];
      }
    }
    long within = (SLOTS - 1) * SLOT_NANOS + Math.floorMod(now, SLOT_NANOS);
    double seconds = Math.max(1, Math.min(now - begin, within) / 1e9);
    return new Rates(
        Arrays.stream(connects).sum() / seconds,
        Arrays.stream(failures).sum() / seconds,
        quantile(sum, 0.5),
        quantile(sum, 0.99));
  }

  private void moveTo(long now) {
    long next = now / SLOT_NANOS;
    for (long empty = Math.max(slot + 1, next - SLOTS + 1); empty <= next; empty++) {
      int at = (int) Math.floorMod(empty, (long) SLOTS);
      connects[at] = 0;
      failures[at] = 0;
      if (classes[at] != null) {
        Arrays.fill(classes[at], 0);
      }
    }
    slot = Math.max(slot, next);
  }

  private static int classOf(long nanos) {
    long least = Math.max(nanos, 1L << FIRST_OCTAVE);
    int octave = 63 - Long.numberOfLeadingZeros(least);
    int quarter = (int) (least >>> (octave - 2)) & 3;
    return Math.min(CLASSES - 1, 4 * (octave - FIRST_OCTAVE) + quarter);
  }

  private static long quantile(int[] counts, double share) {
    long all = Arrays.stream(counts).asLongStream().sum();
    long rank = (long) Math.ceil(share * all);
    long below = 0;
    for (int i = 0; i < CLASSES; i++) {
      below += counts[i];
      if (all > 0 && below >= rank) {
        long octave = 1L << (FIRST_OCTAVE + i / 4);
        return octave + octave / 8 * (2 * (i % 4) + 1);
      }
    }
    return -1;
  }
}
