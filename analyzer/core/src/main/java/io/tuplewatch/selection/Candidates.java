package io.tuplewatch.selection;

import java.util.BitSet;

/**
 * Which ports one destination can still use: neither reserved nor bound, and their four-tuple
 * neither established nor in TIME_WAIT. One bit per port, pass after pass, so that the next free
 * port is found 64 at a time. Passes and indices are those of {@link PortSpace}. Not thread-safe.
 */
public final class Candidates {

  private final PortSpace space;
  private final int wordsPerPass;
  private final long[] free;
  private final long[] reserved;
  private final int[] freeCount = new int[2];

  /** Ports that are neither free nor reserved. */
  private int otherwiseUnavailable;

  Candidates(PortSpace space) {
    this.space = space;
    this.wordsPerPass = (space.lastIndex(0) >> 6) + 1;
    this.free = new long[2 * wordsPerPass];
    this.reserved = new long[2 * wordsPerPass];
    PortSet unavailable = space.reserved().union(space.bound());
    for (int pass = 0; pass < 2; pass++) {
      BitSet available = space.indices(unavailable, pass);
      available.flip(0, space.lastIndex(pass) + 1);
      fill(free, pass, available);
      fill(reserved, pass, space.indices(space.reserved(), pass));
      freeCount[pass] = available.cardinality();
    }
    otherwiseUnavailable =
        space.range().size()
            - freeCount[0]
            - freeCount[1]
            - space.reserved().sizeWithin(space.range());
  }

  private void fill(long[] words, int pass, BitSet bits) {
    long[] set = bits.toLongArray();
    System.arraycopy(set, 0, words, pass * wordsPerPass, set.length);
  }

  /** Whether this port can be had. */
  public boolean isFree(int pass, int index) {
    return (free[word(pass, index)] & (1L << index)) != 0;
  }

  /** Whether this port is reserved, whatever else holds it. */
  public boolean isReserved(int pass, int index) {
    return (reserved[word(pass, index)] & (1L << index)) != 0;
  }

  /** The next index of a pass, from this one up, that is free; -1 if there is none. */
  public int nextFree(int pass, int index) {
    return next(free, pass, index);
  }

  /** The next index of a pass, from this one up, that is reserved; -1 if there is none. */
  public int nextReserved(int pass, int index) {
    return next(reserved, pass, index);
  }

  /** Whether every port is the one or the other: nothing is bound, established or in TIME_WAIT. */
  public boolean isReservedOrFree() {
    return otherwiseUnavailable == 0;
  }

  /** Free ports of a pass's parity. */
  public int freeCount(int pass) {
    return freeCount[pass];
  }

  /** A four-tuple comes into use; its port is free. */
  void take(int port) {
    int distance = port - space.range().low();
    flip(space.passOf(distance), space.indexOf(distance), -1);
  }

  /** The four-tuple taken before is gone, TIME_WAIT included. */
  void release(int port) {
    int distance = port - space.range().low();
    flip(space.passOf(distance), space.indexOf(distance), 1);
  }

  private void flip(int pass, int index, int change) {
    free[word(pass, index)] ^= 1L << index;
    freeCount[pass] += change;
    otherwiseUnavailable -= change;
  }

  private int word(int pass, int index) {
    return pass * wordsPerPass + (index >> 6);
  }

  private int next(long[] words, int pass, int index) {
    int first = pass * wordsPerPass;
    int end = first + wordsPerPass;
    int at = first + (index >> 6);
    if (at >= end) {
      return -1;
    }
    long word = words[at] & (-1L << index);
    while (word == 0) {
      if (++at == end) {
        return -1;
      }
      word = words[at];
    }
    return ((at - first) << 6) + Long.numberOfTrailingZeros(word);
  }
}
