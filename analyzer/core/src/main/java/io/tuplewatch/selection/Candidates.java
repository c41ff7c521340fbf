package io.tuplewatch.selection;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which ports one destination can still use: neither reserved nor bound, and their four-tuple
 * neither established nor in TIME_WAIT. One bit per place (see {@link PortSpace}), so that the next
 * free port is found 64 at a time. Not thread-safe.
 */
public final class Candidates {

  private final PortSpace space;
  private final long[] free;
  private final long[] reserved;
  private final int[] freeCount = new int[2];

  public Candidates(PortSpace space) {
    this.space = space;
    BitSet reservedPlaces = space.places(space.reserved());
    BitSet boundPlaces = space.places(space.bound());
    BitSet freePlaces = new BitSet();
    freePlaces.set(0, space.range().size());
    freePlaces.andNot(reservedPlaces);
    freePlaces.andNot(boundPlaces);
    free = words(freePlaces);
    reserved = words(reservedPlaces);
    freeCount[0] = freePlaces.get(0, space.first(1)).cardinality();
    freeCount[1] = freePlaces.cardinality() - freeCount[0];
  }

  /** A copy; what is reserved is shared, since it never changes. */
  public Candidates(Candidates other) {
    space = other.space;
    free = other.free.clone();
    reserved = other.reserved;
    freeCount[0] = other.freeCount[0];
    freeCount[1] = other.freeCount[1];
  }

  private long[] words(BitSet places) {
    return Arrays.copyOf(places.toLongArray(), (space.range().size() >> 6) + 1);
  }

  /** Whether the port at a place can be had. */
  public boolean isFree(int place) {
    return (free[place >> 6] & (1L << place)) != 0;
  }

  /** Whether the port at a place is reserved, whatever else holds it. */
  public boolean isReserved(int place) {
    return (reserved[place >> 6] & (1L << place)) != 0;
  }

  /** The first free place from this one up to an end, not included; the end if there is none. */
  public int nextFree(int place, int end) {
    return next(free, place, end);
  }

  /**
   * The first reserved place from this one up to an end, not included; the end if there is none.
   */
  public int nextReserved(int place, int end) {
    return next(reserved, place, end);
  }

  /** Free ports of a pass. */
  public int freeCount(int pass) {
    return freeCount[pass];
  }

  /** The four-tuple at a place comes into use; it was free. */
  public void take(int place) {
    flip(place, -1);
  }

  /** The four-tuple taken before is gone, TIME_WAIT included. */
  public void release(int place) {
    flip(place, 1);
  }

  private void flip(int place, int change) {
    free[place >> 6] ^= 1L << place;
    freeCount[space.passOf(place)] += change;
  }

  private static int next(long[] words, int place, int end) {
    if (place >= end) {
      return end;
    }
    int at = place >> 6;
    long word = words[at] & (-1L << place);
    while (word == 0) {
      at++;
      if (at << 6 >= end) {
        return end;
      }
      word = words[at];
    }
    return Math.min(end, (at << 6) + Long.numberOfTrailingZeros(word));
  }
}
