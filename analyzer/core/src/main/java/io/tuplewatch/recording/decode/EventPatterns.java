package io.tuplewatch.recording.decode;

import io.tuplewatch.columns.RowIds;
import io.tuplewatch.recording.text.ByteStrings;
import java.util.Arrays;

/**
 * What events of one type have in common: each distinct pattern once, known by a number from 0. A
 * pattern's bytes are its keys, a word each, and its runs as they are encoded. Not thread-safe.
 */
final class EventPatterns {

  /** Patterns that begin alike and are all guessed: a tuple's different last uses, say. */
  private static final int WAYS = 8;

  private static final int FIRST_BITS = 10;
  private static final int MOST_BITS = 20;

  /** So much of the first run is looked at for a guess, bytes. */
  private static final int MOST_HASHED = 4 * ByteStrings.WORD;

  private final int keys;
  private final int runs;
  private final int width;
  private final ByteStrings seen = new ByteStrings();
  private int[] lengths;
  private long[] values;

  /** Which patterns it may be, + 1, {@link #WAYS} by a hash; 0 = no more. */
  private int[] guesses = new int[1 << FIRST_BITS];

  private int guessBits = FIRST_BITS;

  /** Bytes that the first run of every pattern has. */
  private int hashed = MOST_HASHED;

  /** Patterns of so many keys and runs, with {@code width} values. */
  EventPatterns(int keys, int runs, int width) {
    this.keys = keys;
    this.runs = runs;
    this.width = width;
    this.lengths = new int[16 * runs];
    this.values = new long[16 * width];
  }

  /** How many there are. */
  int size() {
    return seen.size();
  }

  /** A value of a pattern. */
  long value(int pattern, int place) {
    return values[pattern * width + place];
  }

  /** Where the bytes of a pattern's first run are. */
  int firstRun(int pattern) {
    return seen.start(pattern) + keys * ByteStrings.WORD;
  }

  /** Bytes of a run. */
  int length(int pattern, int run) {
    return lengths[pattern * runs + run];
  }

  boolean hasKey(int pattern, int key, long value) {
    return ByteStrings.word(seen.bytes(), seen.start(pattern) + key * ByteStrings.WORD) == value;
  }

  /** Whether the run that is at {@code own} is also at {@code from}. */
  boolean isAt(int own, int length, byte[] source, int from) {
    return seen.isAt(own, length, source, from);
  }

  /** A hash of the beginning of the first run, to go on with {@link #hash(long, long)}. */
  long hash(byte[] source, int from) {
    long hash = 0;
    int at = from;
    for (int left = hashed; left >= ByteStrings.WORD; left -= ByteStrings.WORD) {
      hash = hash(hash, ByteStrings.word(source, at));
      at += ByteStrings.WORD;
    }
    return hash(hash, ByteStrings.word(source, at) & ByteStrings.firstBytes(hashed & 7));
  }

  static long hash(long hash, long value) {
    return RowIds.scramble(hash ^ value);
  }

  /** A pattern with this hash, tried as the {@code way}-th, from 0; below 0 if there is no more. */
  int guess(long hash, int way) {
    return way == WAYS ? -1 : guesses[slot(hash) + way] - 1;
  }

  private int slot(long hash) {
    return (int) (hash >>> (Long.SIZE - guessBits)) & -WAYS;
  }

  /** Number of a pattern, which is new if it equals the size before. */
  int idOf(byte[] bytes, int length, int[] runLengths, long[] itsValues) {
    int pattern = seen.idOf(bytes, 0, length);
    if ((pattern + 1) * runs > lengths.length) {
      lengths = Arrays.copyOf(lengths, Math.multiplyExact(2, lengths.length));
    }
    if ((pattern + 1) * width > values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, values.length));
    }
    System.arraycopy(runLengths, 0, lengths, pattern * runs, runs);
    System.arraycopy(itsValues, 0, values, pattern * width, width);
    return pattern;
  }

  /**
   * Whether guesses still are what hashes were made for: after a first run as short as this, or
   * with so many patterns, all are forgotten.
   */
  void makeRoom(int firstRunLength) {
    boolean crowded = 4 * seen.size() > guesses.length && guessBits < MOST_BITS;
    if (crowded || firstRunLength < hashed) {
      guessBits += crowded ? 1 : 0;
      hashed = Math.min(hashed, firstRunLength);
      guesses = new int[1 << guessBits];
    }
  }

  /** Next time it is the first to be tried. */
  void guessFirst(long hash, int pattern) {
    int slot = slot(hash);
    System.arraycopy(guesses, slot, guesses, slot + 1, WAYS - 1);
    guesses[slot] = pattern + 1;
  }
}
