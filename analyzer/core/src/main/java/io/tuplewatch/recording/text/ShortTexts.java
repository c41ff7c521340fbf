package io.tuplewatch.recording.text;

import io.tuplewatch.columns.RowIds;

/**
 * A cache from the bytes of short encoded texts to their numbers. The bytes stand beside the
 * number, so that finding a text is one look at memory, whether it is that of the event before or
 * one of thousands that come in no order. What has no room is found in {@link ByteStrings}. Not
 * thread-safe.
 */
final class ShortTexts {

  private static final int WORD = Long.BYTES;
  private static final int WORDS = 3;

  /** Longest text that can be here, bytes with its encoding: an IPv4 address has at most 17. */
  static final int LONGEST = WORDS * WORD;

  private static final int WIDTH = WORDS + 1;
  private static final int FIRST_SLOTS = 1 << 8;
  private static final int MOST_SLOTS = 1 << 16;

  /** Words, zeros behind the text, and its number: a slot that is free says that null is 0. */
  private long[] slots = new long[WIDTH * FIRST_SLOTS];

  private int misses;

  /**
   * Number of the text that takes these bytes, 1 to {@link #LONGEST}; from {@code all} if it is not
   * here, from then on it is.
   */
  int idOf(ByteWindow window, int at, int length, ByteStrings all) {
    long first = window.word(at);
    long second = 0;
    long third = 0;
    if (length <= WORD) {
      first = begin(first, length);
    } else if (length <= 2 * WORD) {
      second = begin(window.word(at + WORD), length - WORD);
    } else {
      second = window.word(at + WORD);
      third = begin(window.word(at + 2 * WORD), length - 2 * WORD);
    }
    long hash = RowIds.mix(first ^ Long.rotateLeft(second ^ Long.rotateLeft(third, 21), 21));
    long[] table = slots;
    int slot = (int) hash * WIDTH & (table.length - 1);
    if (table[slot] == first && table[slot + 1] == second && table[slot + 2] == third) {
      return (int) table[slot + WORDS];
    }
    int id = all.idOf(window.bytes(), at, at + length);
    table[slot] = first;
    table[slot + 1] = second;
    table[slot + 2] = third;
    table[slot + WORDS] = id;
    countMiss();
    return id;
  }

  /** The first bytes of a word, 1 to 8, zeros behind them. */
  private static long begin(long word, int bytes) {
    return word & -1L >>> -(bytes << 3);
  }

  /** Many texts get more room, which is empty at first. */
  private void countMiss() {
    misses++;
    if (misses > slots.length / WIDTH && slots.length < WIDTH * MOST_SLOTS) {
      slots = new long[4 * slots.length];
      misses = 0;
    }
  }
}
