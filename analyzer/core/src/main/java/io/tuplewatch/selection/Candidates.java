package io.tuplewatch.selection;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which ports one destination can still use: neither reserved nor bound, and their four-tuple
 * neither established nor in TIME_WAIT. One bit per index (see {@link PortSpace}), so that the next
 * free port is found 64 at a time. Not thread-safe.
 */
public final class Candidates {

  private final PortSpace space;
  private final long[] free;
  private final long[] reserved;
  private final int[] freeCount = new int[2];

  public Candidates(PortSpace space) {
    this.space = space;
    BitSet reservedIndexes = space.indices(space.reserved());
    BitSet boundIndexes = space.indices(space.bound());
    BitSet freeIndexes = new BitSet();
    freeIndexes.set(0, space.range().size());
    freeIndexes.andNot(reservedIndexes);
    freeIndexes.andNot(boundIndexes);
    free = words(freeIndexes);
    reserved = words(reservedIndexes);
    freeCount[0] = freeIndexes.get(0, space.first(1)).cardinality();
    freeCount[1] = freeIndexes.cardinality() - freeCount[0];
  }

  /** A copy; what is reserved is shared, since it never changes. */
  public Candidates(Candidates other) {
    space = other.space;
    free = other.free.clone();
    reserved = other.reserved;
    freeCount[0] = other.freeCount[0];
    freeCount[1] = other.freeCount[1];
  }

  private long[] words(BitSet indices) {
    return Arrays.copyOf(indices.toLongArray(), (space.range().size() >> 6) + 1);
  }

  /** Whether the port at an index can be had. */
  public boolean isFree(int index) {
    return (free[index >> 6] & (1L << index)) != 0;
  }

  /** Whether the port at an index is reserved, whatever else holds it. */
  public boolean isReserved(int index) {
    return (reserved[index >> 6] & (1L << index)) != 0;
  }

  /** The first free index from this one up to an end, not included; the end if there is none. */
  public int nextFree(int index, int end) {
    return next(free, index, end);
  }

  /**
   * The first reserved index from this one up to an end, not included; the end if there is none.
   */
  public int nextReserved(int index, int end) {
    return next(reserved, index, end);
  }

  /** Free ports of a pass. */
  public int freeCount(int pass) {
    return freeCount[pass];
  }

  /** The four-tuple at an index comes into use; it was free. */
  public void take(int index) {
    flip(index, -1);
  }

  /** The four-tuple taken before is gone, TIME_WAIT included. */
  public void release(int index) {
    flip(index, 1);
  }

  private void flip(int index, int change) {
    free[index >> 6] ^= 1L << index;
    freeCount[space.passOf(index)] += change;
  }

  private static int next(long[] words, int index, int end) {
    if (index >= end) {
      return end;
    }
    int at = index >> 6;
    long word = words[at] & (-1L << index);
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
