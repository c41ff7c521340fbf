package io.tuplewatch.selection.simulation;

import java.util.Arrays;

/**
 * When the four-tuple at each place was used last: an array over the places, or, where few connects
 * are to come, a hash table of these. Not thread-safe.
 */
final class LastCloseTimes {

  /** No use: so long ago that no timeout reaches back, yet far enough from overflow. */
  static final long NEVER = Long.MIN_VALUE / 2;

  private final boolean dense;
  private final int[] places;
  private final long[] times;

  /**
   * @param places how many there are
   * @param connects how many are to come at most
   */
  LastCloseTimes(int places, int connects) {
    int slots = Integer.highestOneBit(Math.max(4, Math.min(connects, places))) << 2;
    this.dense = slots >= places;
    this.places = new int[dense ? 0 : slots];
    this.times = new long[dense ? places : slots];
    Arrays.fill(times, NEVER);
  }

  /** Notes a use, and returns when the previous one was; {@link #NEVER} if there was none. */
  long replace(int place, long time) {
    int slot = dense ? place : slot(place);
    long previous = times[slot];
    times[slot] = time;
    return previous;
  }

  /** Where a place is, or is to be; there are more slots than connects. */
  private int slot(int place) {
    int mask = places.length - 1;
    int slot = ((place * 0x9E3779B1) >>> 7) & mask;
    while (places[slot] != 0 && places[slot] != place + 1) {
      slot = (slot + 1) & mask;
    }
    places[slot] = place + 1;
    return slot;
  }
}
